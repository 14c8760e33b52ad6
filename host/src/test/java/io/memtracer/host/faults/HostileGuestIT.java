package io.memtracer.host.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.host.session.TestWorkloads;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A workload that is root in the guest and speaks in the agent's place: whatever it says, the run
 * ends in time, with a status that is its own or of the table, and prints nothing in the guest's
 * way.
 */
@Timeout(value = 1, unit = TimeUnit.HOURS)
final class HostileGuestIT {

  private static final int GUESTS = Integer.getInteger("faults.guests", 2);
  private static final int FRAMES = 8;
  private static final int MAX_LINE_CHARS = 1000;
  private static final Duration BOUND = Duration.ofSeconds(60);

  @TempDir private Path temporary;

  /** The first ones, or that of {@code -Dseed}. */
  static Stream<Integer> seeds() {
    final Integer given = Integer.getInteger("seed");
    return given == null ? IntStream.rangeClosed(1, GUESTS).boxed() : Stream.of(given);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void doesNothingThatTheGuestWants(final int seed) throws Exception {
    try (FaultyRun run = hostile(seed)) {
      final int status = run.end(BOUND);
      final String out = run.out();
      final boolean reported = out.contains("\nrecords: ");
      final boolean forged =
          out.contains("exited with status " + status) || out.contains("was killed by signal ");
      assertNotEquals(99, status, run::said);
      assertTrue(status == 2 || (reported && (status == 5 || forged)), run::said);
      run.said().lines().forEach(line -> requireHarmless(line, run));
    }
  }

  /** The guest's word alone isn't taken for an end that the trace would show. */
  @Test
  void isNotBelievedThatItHasEnded() throws Exception {
    try (FaultyRun run = hostile("1", "1", "exit")) {
      assertEquals(5, run.end(BOUND), run::said);
      assertTrue(
          run.out()
              .contains(
                  "the guest's agent said that the command had ended with status 7, but its process"
                      + " had not"),
          run::said);
    }
  }

  private FaultyRun hostile(final int seed) throws IOException {
    final String frames = Integer.toString(FRAMES);
    return seed % 2 == 0
        ? hostile(Integer.toString(seed), frames)
        : hostile(Integer.toString(seed), frames, "console");
  }

  private FaultyRun hostile(final String... arguments) throws IOException {
    final List<String> command = new ArrayList<>(List.of(TestWorkloads.hostile().toString()));
    command.addAll(List.of(arguments));
    return new FaultyRun(temporary)
        .with("--analyzer", "kernel-user-split", "--no-host-files", "--user", "root")
        .start(command.toArray(new String[0]));
  }

  private static void requireHarmless(final String line, final FaultyRun run) {
    assertFalse(line.matches(".*[\\p{Cntrl}\\p{Cf}].*"), run::said);
    assertFalse(line.matches("(memtracer: )?EVIL.*"), run::said);
    // Of that the guest made a workload's output, which is as long as it likes.
    assertTrue(line.length() < MAX_LINE_CHARS || line.matches("w+"), run::said);
    assertFalse(line.startsWith("\tat ") || line.contains("fault of memtracer"), run::said);
  }
}
