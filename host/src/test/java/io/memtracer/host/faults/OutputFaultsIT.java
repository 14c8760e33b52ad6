package io.memtracer.host.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Disks that are full, and readers that went away. */
@Timeout(60)
final class OutputFaultsIT {

  private static final Duration BOUND = Duration.ofSeconds(30);
  private static final Path FULL = Path.of("/dev/full");

  @TempDir private Path temporary;

  private FaultyRun run() throws IOException {
    return new FaultyRun(temporary).with("--analyzer", "kernel-user-split");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-"})
  void saysThatStandardOutputIsFull(final String json) throws Exception {
    final FaultyRun wanted = run().standardOutput(FULL);
    if (!json.isEmpty()) {
      wanted.with("--json", json);
    }
    try (FaultyRun run = wanted.inGuest("/bin/true")) {
      assertEquals(3, run.end(BOUND), run::said);
      assertTrue(
          run.err()
              .contains("memtracer: can't write to standard output: No space left on device\n"),
          run::said);
    }
  }

  @Test
  void saysThatTheJsonFileIsFull() throws Exception {
    try (FaultyRun run = run().with("--json", FULL.toString()).inGuest("/bin/true")) {
      assertEquals(3, run.end(BOUND), run::said);
      assertTrue(
          run.err().contains("memtracer: --json can't write /dev/full: No space left on device\n"),
          run::said);
      assertTrue(run.out().contains("records: "), run::said);
    }
  }
}
