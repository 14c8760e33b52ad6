package io.memtracer.host.session;

import static io.memtracer.host.session.Reports.assertNothingLost;
import static io.memtracer.host.session.Reports.metric;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.host.report.TraceReport;
import io.memtracer.host.status.InstructionCounts;
import io.memtracer.host.status.WorkloadExit;
import io.memtracer.host.status.WorkloadExit.How;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A program whose instructions are known to the last one. */
@Timeout(120)
final class InstructionsIT {

  /** What the program executes. */
  private static final long EXECUTED = 40_000_004;

  /** What the agent executes beside it, and what is counted where a block is left early. */
  private static final long MOST_BESIDE = 40_000;

  @TempDir private static Path directory;

  private static Path program;

  @BeforeAll
  static void prepare() {
    TestPlugins.jar(directory, RangeRecorder.class, RangeRecorder.Factory.class);
    QemuEra.prepare(1, 2);
    program = TestWorkloads.compileBare("instructions");
  }

  @ParameterizedTest
  @CsvSource({
    "WITH_PLUGIN_ID, 1, false, false",
    "WITH_PLUGIN_ID, 2, false, false",
    "WITH_PLUGIN_ID, 1, true, false",
    "WITH_PLUGIN_ID, 1, false, true",
    "WITH_USER_DATA, 1, false, false",
    "WITH_USER_DATA, 2, true, false"
  })
  void countsInstructionsOfUserCode(
      final QemuEra era, final int vcpus, final boolean exact, final boolean userOnly) {
    final Path file = directory.resolve(era + "-" + vcpus + exact + userOnly);
    final TraceReport report =
        Runs.of(program)
            .plugins(directory)
            .analyzer(RangeRecorder.NAME, Map.of("from", "0", "to", "0", "file", file.toString()))
            .on(era, vcpus)
            .exactInstructions(exact)
            .userOnly(userOnly)
            .run();
    assertEquals(new WorkloadExit(How.EXITED, 0), report.exit());
    assertNothingLost(report);
    final InstructionCounts counted = report.counters().instructions();
    final long beside = counted.user() - EXECUTED;
    assertTrue(beside >= 0 && beside <= MOST_BESIDE, counted.toString());
    assertEquals(userOnly, counted.kernel() == InstructionCounts.UNKNOWN, counted.toString());
    assertTrue(userOnly || counted.kernel() > 100_000, counted.toString());
    assertEquals(counted.user(), metric(report, RangeRecorder.NAME, "end", "user-instructions"));
    assertEquals(counted.cpl0(), metric(report, RangeRecorder.NAME, "end", "kernel-instructions"));
  }
}
