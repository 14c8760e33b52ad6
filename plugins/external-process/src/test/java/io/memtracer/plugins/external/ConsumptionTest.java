package io.memtracer.plugins.external;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memtracer.api.result.AnalysisResult;
import io.memtracer.testkit.SeededRandom;
import io.memtracer.testkit.Trace;
import io.memtracer.testkit.Traces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The signal comes after the last record was consumed, however the tool reads. Each tool counts
 * only after it has done its work on what it read, so that a signal too early shows.
 */
@ParameterizedClass(name = "direct: {0}")
@ValueSource(booleans = {false, true})
@ExtendWith(SeededRandom.class)
class ConsumptionTest {

  /** Whether the tool reads what somebody else writes. */
  @Parameter private boolean direct;

  /** Four reads of fake-tool, and a piece. */
  private static final int RECORDS = 1_100;

  /** What it does with each read: far longer than it takes to see that the FIFO is empty. */
  private static final String WORK_MILLIS = "300";

  @TempDir private Path scratch;

  /** The grace time is far longer than the test may take: it is not what they wait for. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "reads",
        "works-between",
        "naps-between",
        "hands-over",
        "marks-slowly",
        "unlinks-fifo"
      })
  void isSeenInTheToolsSleep(final String behaviour) {
    final Trace trace = Traces.mixed(new Random(behaviour.hashCode()), RECORDS);
    assertCounted(trace, tool(behaviour).info(WORK_MILLIS).run(trace));
  }

  @ParameterizedTest
  @ValueSource(strings = {"polls", "spins", "naps-when-empty", "spins-beside"})
  void isAMatterOfGraceWhenTheToolNeverSleepsInARead(final String behaviour) {
    final Trace trace = Traces.mixed(new Random(behaviour.hashCode()), RECORDS);
    assertCounted(trace, tool(behaviour).info(WORK_MILLIS).graceMillis(200).run(trace));
  }

  @Test
  void isSeenInTheChildOfAScript(@TempDir final Path directory) throws IOException {
    final Path script = directory.resolve("tool script");
    Files.writeString(script, "#!/bin/sh\nexec '" + Tools.fake("works-between") + "' \"$@\"\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    final Trace trace = Traces.mixed(new Random(5), 2_000);
    assertCounted(trace, new ToolBench(scratch, script).direct(direct).run(trace));
  }

  @RepeatedTest(20)
  void comesWithEveryRecordCounted(final Random random) {
    final Trace trace = Traces.mixed(random, random.nextInt(5_000));
    assertCounted(trace, tool("reads").run(trace));
  }

  private ToolBench tool(final String behaviour) {
    return ToolBench.fake(scratch, behaviour).direct(direct);
  }

  private static void assertCounted(final Trace trace, final AnalysisResult result) {
    assertAll(
        () -> assertEquals(trace.size(), ToolBench.number(result, "records")),
        () -> assertEquals(ToolBench.hash(trace), ToolBench.number(result, "hash")));
  }
}
