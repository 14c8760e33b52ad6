package io.memtracer.host.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.host.recording.read.RecordedTrace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
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

  /** The file system is gone with the process: the file is copied before. */
  private static final String MOUNT_AND_KEEP =
      "mount -t tmpfs -o size=$0k tmpfs \"$1\" && small=$1 && shift && { \"$@\"; status=$?; }"
          + "; cp \"$small/run.mtrace\" \"$KEPT\"; exit $status";

  @TempDir private Path temporary;

  /** From nothing at all to not quite enough. */
  @ParameterizedTest
  @ValueSource(ints = {4, 48, 80, 200})
  void saysWhatIsFull(final int kib) throws Exception {
    final Path small = Files.createDirectory(temporary.resolve("small"));
    try (FaultyRun run = onSmallDisk(kib, small).temporary(small).inGuest("/bin/true")) {
      assertEquals(3, run.end(BOUND), run::said);
      assertTrue(run.err().contains(small.toString()), run::said);
      assertTrue(run.err().contains("No space left on device"), run::said);
      assertFalse(run.err().contains("SIGBUS"), run::said);
    }
  }

  /** Room for lists of packages' names, and not for a kernel. */
  @Test
  void saysThatTheCacheIsFull() throws Exception {
    final Path small = Files.createDirectory(temporary.resolve("small"));
    // As root of a user namespace of its own, apt-get can't become another user.
    final Path apt =
        Files.writeString(temporary.resolve("apt.conf"), "APT::Sandbox::User \"root\";\n");
    try (FaultyRun run =
        onSmallDisk(4 << 10, small)
            .environment("MEMTRACER_CACHE", small)
            .environment("APT_CONFIG", apt)
            .inGuest("/bin/true")) {
      assertEquals(3, run.end(BOUND), run::said);
      final String full = "there is no space left in " + small + "/packages for the packages [";
      assertTrue(run.err().contains(full), run::said);
      assertTrue(run.err().contains("or set MEMTRACER_CACHE to another directory"), run::said);
    }
  }

  private FaultyRun onSmallDisk(final int kib, final Path small) throws IOException {
    return new FaultyRun(temporary)
        .with("--analyzer", "kernel-user-split")
        .by("unshare", "-rm", "sh", "-c", MOUNT, Integer.toString(kib), small.toString());
  }

  /** The recording ends; the analyzer has all records, and what was recorded can be replayed. */
  @Test
  void goesOnWithoutTheRecording() throws Exception {
    final Path small = Files.createDirectory(temporary.resolve("small"));
    final Path kept = temporary.resolve("kept.mtrace");
    try (FaultyRun run =
        new FaultyRun(temporary)
            .with("--analyzer", "kernel-user-split")
            .with("--record", small.resolve("run.mtrace").toString())
            .by("unshare", "-rm", "sh", "-c", MOUNT_AND_KEEP, "900", small.toString())
            .environment("KEPT", kept)
            .inGuest(
                "/bin/sh",
                "-c",
                "for i in 1 2 3 4 5 6 7 8 9 10 11 12; do ls -l /bin >/dev/null; done")) {
      assertEquals(3, run.end(BOUND), run::said);
      assertTrue(
          run.out().contains("the recording ended before the run: No space left on device"),
          run::said);
      assertTrue(run.out().contains("delivered to kernel-user-split + 0 dropped"), run::said);
    }
    try (RecordedTrace trace = RecordedTrace.open(kept)) {
      assertTrue(trace.records() > 0, "records: " + trace.records());
      assertTrue(
          trace.problem().orElseThrow().contains("is incomplete"), trace.problem().toString());
    }
  }
}
