package io.memtracer.plugins.external;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.api.result.AnalysisResult;
import io.memtracer.testkit.Trace;
import io.memtracer.testkit.Traces;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What tools print, and how they end. */
@Timeout(value = 100, unit = TimeUnit.SECONDS)
class OutputTest {

  private static final Trace TRACE = Traces.sequential(0x1000, 2_000);
  private static final String FIGURES =
      "records: 2000\nhash: 0x" + Long.toHexString(ToolBench.hash(TRACE));

  @TempDir private Path scratch;

  @Test
  void isWhatStandsBetweenTheMarkers() {
    assertEquals(FIGURES + "\ntext before", ToolBench.output(run("reads")));
  }

  @Test
  void isFoundHoweverItsMarkersArrive() {
    assertEquals(FIGURES + "\n-----end analysis outpu", ToolBench.output(run("marks-slowly")));
  }

  @Test
  void beforeTheSignalIsOtherText() {
    assertEquals(FIGURES + "\ntext before", ToolBench.output(run("prints-early")));
  }

  @Test
  void besideTheAnalysisHoldsNothingUp() {
    assertEquals(FIGURES + "\ntext before", ToolBench.output(run("floods")));
  }

  @Test
  void mayBeMegabytes() {
    final AnalysisResult result =
        ToolBench.fake(scratch, "prints-megabytes").maxOutput(8 << 20).run(TRACE);
    final String output = ToolBench.output(result);
    assertEquals("x".repeat(5 << 20), output.substring(0, 5 << 20));
    assertTrue(output.endsWith("text before"));
  }

  @Test
  void isCutAtALimitAndWhatIsCutIsCounted() {
    final AnalysisResult whole =
        ToolBench.fake(scratch, "prints-megabytes").maxOutput(8 << 20).run(TRACE);
    final AnalysisResult cut =
        ToolBench.fake(scratch, "prints-megabytes").maxOutput(1000).run(TRACE);
    assertEquals("x".repeat(999), ToolBench.output(cut));
    // A line feed at the start and a blank at the end were trimmed.
    assertEquals(
        ToolBench.output(whole).length() + 2 - 1000, ToolBench.number(cut, "output-bytes-cut"));
  }

  @Test
  void mayBeBinary() {
    final String output = ToolBench.output(run("prints-binary"));
    assertTrue(output.contains("ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abc"));
    assertTrue(output.contains("\ufffd\ufffd\ufffd"));
    assertTrue(output.endsWith(FIGURES + "\ntext before"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hates-end-of-file",
        "ignores-end-of-file",
        "ignores-sigterm",
        "exits-after-output"
      })
  void countsHoweverTheToolEnds(final String behaviour) {
    assertEquals(FIGURES + "\ntext before", ToolBench.output(run(behaviour)));
  }

  @Test
  void endsWithEverythingTheToolStarted() {
    final AnalysisResult result = run("leaves-children");
    for (final String relative : List.of("child", "orphan")) {
      final long pid = ToolBench.number(result, relative);
      assertFalse(
          ProcessHandle.of(pid).map(ProcFile::isRunning).orElse(false), relative + " " + pid);
    }
  }

  /** Ctrl-C goes to all processes of the terminal's foreground group. */
  @Test
  void isNotLostToCtrlC() {
    final AnalysisResult result = run("says-its-session");
    assertEquals(ToolBench.number(result, "process"), ToolBench.number(result, "session"));
  }

  private AnalysisResult run(final String behaviour) {
    return ToolBench.fake(scratch, behaviour).run(TRACE);
  }
}
