package io.memtracer.host.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.host.guest.Guest;
import io.memtracer.host.guest.GuestRecipe;
import io.memtracer.host.session.TestGuests;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A guest whose files aren't what was built: which, and what mends it. */
@Timeout(120)
final class DamagedGuestIT {

  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final int BLOCK_BYTES = 4096;
  private static final int BLOCKS = 2000;

  @TempDir private Path temporary;
  private Path cache;
  private Path copy;

  @BeforeEach
  void copyGuest() throws IOException {
    final Guest guest = TestGuests.ensure(GuestRecipe.ofDefault());
    cache = temporary.resolve("cache");
    copy =
        Files.createDirectories(
            cache.resolve("guests").resolve(guest.directory().getFileName().toString()));
    try (Stream<Path> files = Files.list(guest.directory())) {
      for (final Path file : files.toList()) {
        Files.copy(file, copy.resolve(file.getFileName().toString()));
      }
    }
  }

  @Test
  void namesAnImageThatWasWrittenOver() throws Exception {
    final Random random = new Random(15);
    final byte[] block = new byte[BLOCK_BYTES];
    try (RandomAccessFile image = new RandomAccessFile(copy.resolve("disk.qcow2").toFile(), "rw")) {
      final int blocks = (int) (image.length() / BLOCK_BYTES);
      // The header stays: QEMU is to find out later.
      for (int i = 0; i < BLOCKS; i++) {
        image.seek((long) BLOCK_BYTES * (256 + random.nextInt(blocks - 256)));
        random.nextBytes(block);
        image.write(block);
      }
    }
    assertNamed("disk.qcow2");
  }

  @Test
  void namesAnEmptyKernel() throws Exception {
    Files.write(copy.resolve("vmlinuz"), new byte[0]);
    assertNamed("vmlinuz");
  }

  private void assertNamed(final String file) throws Exception {
    try (FaultyRun run =
        new FaultyRun(temporary)
            .environment("MEMTRACER_CACHE", cache)
            .with("--analyzer", "kernel-user-split")
            .inGuest("/bin/true")) {
      assertEquals(3, run.end(BOUND), run::said);
      assertTrue(
          run.err()
              .contains(
                  "memtracer: the guest 'default' is damaged: "
                      + copy.resolve(file)
                      + " isn't as it was built ("),
          run::said);
      assertTrue(
          run.err()
              .contains("'memtracer guest remove default' and then 'guest build default' mend it"),
          run::said);
    }
  }
}
