package io.memtracer.host.session.workload;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memtracer.host.guest.agent.WrittenEntry;
import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CopiedFileTest {

  private static final int REGULAR = 0100644;
  private static final int FIFO = 0010644;

  @TempDir private Path directory;

  private CopiedFile copy(final String name) {
    return new CopiedFile(directory.resolve(name), 100);
  }

  private static WrittenEntry entry(final int mode, final long bytes) {
    return new WrittenEntry("/", mode, bytes, Instant.EPOCH, "");
  }

  @Test
  void putsPiecesInTheirPlaces() throws IOException {
    try (CopiedFile copy = copy("file")) {
      assertFalse(copy.isThere());
      copy.onEntry(entry(REGULAR, 6));
      copy.onContent(4, ByteBuffer.wrap(new byte[] {4}));
      copy.onContent(0, ByteBuffer.wrap(new byte[] {1, 2}));
      assertEquals(6, copy.bytes());
    }
    assertArrayEquals(new byte[] {1, 2, 0, 0, 4, 0}, Files.readAllBytes(directory.resolve("file")));
  }

  @Test
  void takesNothingElseThanItAskedFor() throws IOException {
    for (final WrittenEntry bad :
        new WrittenEntry[] {entry(FIFO, 1), entry(0, 1), entry(REGULAR, 101), entry(REGULAR, -1)}) {
      try (CopiedFile copy = copy("bad")) {
        assertThrows(TraceException.class, () -> copy.onEntry(bad));
      }
    }
    assertFalse(Files.exists(directory.resolve("bad")));
    try (CopiedFile copy = copy("other")) {
      final ByteBuffer piece = ByteBuffer.allocate(3);
      assertThrows(TraceException.class, () -> copy.onContent(0, piece));
      copy.onEntry(entry(REGULAR, 4));
      for (final long offset : new long[] {-1, 2, Long.MAX_VALUE, Long.MIN_VALUE}) {
        assertThrows(TraceException.class, () -> copy.onContent(offset, piece));
      }
      assertThrows(TraceException.class, () -> copy.onEntry(entry(REGULAR, 4)));
    }
  }
}
