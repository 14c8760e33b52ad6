package io.memtracer.host.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.host.posix.Posix;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A QEMU that is stopped by a signal, as by a debugger: nothing waits for it without an end. */
@Timeout(180)
final class FrozenQemuIT {

  private static final int SIGSTOP = 19;
  private static final long LARGE_BYTES = 300L << 20;
  private static final Duration BOUND = Duration.ofSeconds(20);

  @TempDir private Path temporary;

  private FaultyRun run() throws IOException {
    return new FaultyRun(temporary).with("--analyzer", "kernel-user-split");
  }

  private static long freeze(final FaultyRun run) {
    final long qemu = run.qemu().pid();
    Posix.kill(qemu, SIGSTOP);
    return qemu;
  }

  @ParameterizedTest
  @ValueSource(ints = {Posix.SIGINT, Posix.SIGTERM})
  void reportsWhatArrivedWhenInterrupted(final int signal) throws Exception {
    try (FaultyRun run = run().inGuest("/bin/sh", "-c", "echo started; while :; do :; done")) {
      run.hear("started");
      final long qemu = freeze(run);
      run.hearError("memtracer: waiting: QEMU (process " + qemu + ") is suspended");
      run.signal(signal);
      assertEquals(128 + signal, run.end(BOUND), run::said);
      assertTrue(run.out().contains("\nrecords: "), run::said);
      assertTrue(run.out().contains("; QEMU (process " + qemu + ") is suspended\n"), run::said);
    }
  }

  @Test
  void endsWhenInterruptedWhileAProgramIsSent() throws Exception {
    try (FaultyRun run = sending()) {
      freeze(run);
      run.signal(Posix.SIGINT);
      assertEquals(130, run.end(BOUND), run::said);
    }
  }

  /** It waits for a minute; LyingAgentTest has the same with a shorter one. */
  @Test
  @Tag("slow")
  void saysThatAProgramCannotBeSent() throws Exception {
    try (FaultyRun run = sending()) {
      final long qemu = freeze(run);
      assertEquals(5, run.end(Duration.ofSeconds(100)), run::said);
      // Frozen before the first byte, it doesn't answer; after it, it takes no more.
      final Pattern said =
          Pattern.compile("agent (did not answer|took nothing of .*) within 60\\.0 s");
      assertTrue(said.matcher(run.err()).find(), run::said);
      assertTrue(run.err().contains("QEMU (process " + qemu + ") is suspended"), run::said);
    }
  }

  private FaultyRun sending() throws IOException {
    final Path program = temporary.resolve("large");
    try (RandomAccessFile file = new RandomAccessFile(program.toFile(), "rw")) {
      file.setLength(LARGE_BYTES);
    }
    assertTrue(program.toFile().setExecutable(true));
    return run()
        .with("--no-host-files")
        .start(program.toString())
        .hearError("memtracer: loading the workload");
  }
}
