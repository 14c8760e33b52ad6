package io.memtracer.host.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.host.status.ErrorCategory;
import io.memtracer.host.status.TraceException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
final class FifoTest {

  private static final int SIZE = 256 * 1024;

  @TempDir Path temporary;

  @Test
  void isPrivateAndHasTheSizeAskedFor() throws Exception {
    try (Fifo fifo = create(SIZE)) {
      assertEquals(SIZE, fifo.pipeBytes());
      assertEquals(
          "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(fifo.path())));
    }
  }

  @Test
  void isGoneAfterwards() {
    final Fifo fifo = create(SIZE);
    fifo.close();
    assertFalse(Files.exists(fifo.path()));
    fifo.close();
    assertThrows(IllegalStateException.class, fifo::bytesWaiting);
  }

  @Test
  void getsNoMoreThanTheSystemAllows() {
    try (Fifo fifo = create(1 << 30)) {
      assertEquals(Posix.maxPipeBytes(), fifo.pipeBytes());
    }
  }

  @Test
  void keepsItsSizeWhileNobodyElseHasItOpen() throws Exception {
    try (Fifo fifo = create(SIZE)) {
      fifo.releaseWriter();
      fifo.releaseWriter();
      final ByteBuffer half = ByteBuffer.allocateDirect(SIZE / 2);
      try (FileChannel writer = FileChannel.open(fifo.path(), StandardOpenOption.WRITE)) {
        writer.write(half);
      }
      assertEquals(SIZE / 2, fifo.bytesWaiting());
    }
  }

  @Test
  void showsTheEndOfItsWriterOnlyWhenItsOwnWritingEndIsReleased() throws Exception {
    try (Fifo fifo = create(SIZE);
        FileChannel reader = FileChannel.open(fifo.path())) {
      try (FileChannel writer = FileChannel.open(fifo.path(), StandardOpenOption.WRITE)) {
        writer.write(ByteBuffer.wrap(new byte[] {1, 2, 3}));
        fifo.releaseWriter();
      }
      final ByteBuffer read = ByteBuffer.allocate(16);
      assertEquals(3, reader.read(read));
      assertEquals(-1, reader.read(read));
    }
  }

  @Test
  void refusesAPlaceThatIsTaken() throws Exception {
    final Path path = Files.createFile(temporary.resolve("fifo"));
    final TraceException e = assertThrows(TraceException.class, () -> Fifo.create(path, SIZE));
    assertEquals(ErrorCategory.ENVIRONMENT, e.category());
    assertEquals("can't make the FIFO " + path + ": File exists (errno 17)", e.getMessage());
    assertTrue(Files.exists(path));
  }

  private Fifo create(final int bytes) {
    return Fifo.create(temporary.resolve("fifo"), bytes);
  }
}
