package io.memtracer.host.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No room where runs keep their files, in a mount namespace of the test's own: that isn't allowed
 * everywhere, as not in a chroot, so it is in the profile.
 */
@Tag("slow")
@Timeout(60)
final class FullDiskIT {

  private static final Duration BOUND = Duration.ofSeconds(30);
  private static final String MOUNT =
      "mount -t tmpfs -o size=$0k tmpfs \"$1\" && shift && exec \"$@\"";

  @TempDir private Path temporary;

  /** From nothing at all to not quite enough. */
  @ParameterizedTest
  @ValueSource(ints = {4, 48, 80, 200})
  void saysWhatIsFull(final int kib) throws Exception {
    final Path small = Files.createDirectory(temporary.resolve("small"));
    try (FaultyRun run =
        new FaultyRun(temporary)
            .temporary(small)
            .with("--analyzer", "kernel-user-split")
            .by("unshare", "-rm", "sh", "-c", MOUNT, Integer.toString(kib), small.toString())
            .inGuest("/bin/true")) {
      assertEquals(3, run.end(BOUND), run::said);
      assertTrue(run.err().contains(small.toString()), run::said);
      assertTrue(run.err().contains("No space left on device"), run::said);
      assertFalse(run.err().contains("SIGBUS"), run::said);
    }
  }
}
