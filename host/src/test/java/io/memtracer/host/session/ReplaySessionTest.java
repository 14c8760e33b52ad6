package io.memtracer.host.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.api.EndOfTrace.Ending;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.TextBlock;
import io.memtracer.host.pipeline.Records;
import io.memtracer.host.report.TraceReport;
import io.memtracer.host.report.text.TextReport;
import io.memtracer.host.report.text.TextStyle;
import io.memtracer.host.session.workload.RunEnd;
import io.memtracer.host.status.Delivery;
import io.memtracer.host.status.TraceException;
import io.memtracer.host.status.WorkloadExit;
import io.memtracer.host.status.WorkloadExit.How;
import io.memtracer.testkit.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run over records that no machine makes, through session, dispatch and report. */
final class ReplaySessionTest {

  private static final int RECORDS = 30_000;
  private static final RunEnd EXITED = RunEnd.exited(new WorkloadExit(How.EXITED, 0));

  @TempDir Path scratch;
  private final Records records = Records.random(20_261_125, RECORDS);
  private final AtomicInteger settled = new AtomicInteger();
  private Path recorded;
  private Runs runs;

  @BeforeEach
  void packAnalyzer() throws IOException {
    final Path plugins = Files.createDirectory(scratch.resolve("plugins"));
    TestPlugins.jar(plugins, RangeRecorder.class, RangeRecorder.Factory.class);
    recorded = scratch.resolve("recorded");
    runs =
        Runs.of(Path.of("unused"))
            .onlyPlugins(plugins)
            .analyzer(
                RangeRecorder.NAME,
                Map.of("from", "0", "to", "800000000000", "file", recorded.toString()));
  }

  private TraceReport replay(final long announced, final RunEnd end) {
    return replay(announced, 0, end);
  }

  private TraceReport replay(final long announced, final long dropped, final RunEnd end) {
    return runs.replay(new SeededSource(records, announced, dropped, end, settled));
  }

  @Test
  void handsEveryRecordToTheAnalyzers() throws IOException {
    for (final boolean dedicated : new boolean[] {false, true}) {
      runs.dedicated(dedicated);
      final TraceReport report = replay(RECORDS, EXITED);
      assertArrayEquals(records.ofCpl(cpl -> cpl == 3).bytes(), Files.readAllBytes(recorded));
      assertTrue(report.isComplete());
      assertEquals(RECORDS, report.analyzers().get(0).delivered());
      Files.delete(recorded);
    }
  }

  /** Nothing is guessed of what an analyzer makes of some lines. */
  @Test
  void refusesSomeLinesForAnAnalyzerThatCannotUseThem() {
    runs.analyzer(RangeRecorder.NAME, Map.of("sample-lines", "0.1"));
    final TraceException refused =
        assertThrows(TraceException.class, () -> replay(RECORDS, EXITED));
    assertTrue(
        refused
            .getMessage()
            .startsWith("analyzer " + RangeRecorder.NAME + " can't look at some lines only"),
        refused::getMessage);
  }

  @Test
  void saysThatTheyWereReplayed() {
    final TraceReport report = replay(RECORDS, EXITED);
    assertEquals(Delivery.REPLAYED, report.delivery());
    final String text = new TextReport(TextStyle.plain(true)).render(report);
    assertTrue(text.startsWith("replayed: seeded 30000\n"), text);
    assertTrue(
        text.contains("30,000 replayed = 30,000 delivered to range-recorder + 0 dropped"), text);
  }

  /** Asking takes time, which a user who wants an end doesn't have, and somebody who answers. */
  @Test
  void asksForMoreThanRecordsOnlyIfItEndedByItself() throws IOException {
    for (final How how : How.values()) {
      replay(RECORDS, RunEnd.exited(new WorkloadExit(how, 0)));
      assertEquals(how == How.INTERRUPTED ? 0 : 1, settled.getAndSet(0), how.toString());
      Files.delete(recorded);
    }
    replay(RECORDS, RunEnd.broken(TraceException.environment("the disk is on fire")));
    assertEquals(0, settled.get());
  }

  @Test
  void saysThatRecordsAreMissing() {
    final TraceReport report = replay(RECORDS + 1, EXITED);
    assertFalse(report.isComplete());
    assertEquals(RECORDS, report.analyzers().get(0).delivered());
  }

  @Test
  void reportsWhatArrivedWhenTheSourceBreaks() {
    final TraceReport report =
        replay(RECORDS, RunEnd.broken(TraceException.environment("the disk is on fire")));
    assertEquals(Optional.of("the disk is on fire"), report.incomplete());
    assertEquals(RECORDS, report.analyzers().get(0).delivered());
    assertEquals(How.LOST, report.exit().how());
  }

  @Test
  void hasNothingToReportIfItIsInterruptedBeforeItBegins() {
    final ReplaySession session =
        runs.replaySession(new SeededSource(records, RECORDS, 0, EXITED, settled));
    session.interrupt();
    final TraceException e = assertThrows(TraceException.class, () -> session.execute(runs));
    assertEquals("the run was interrupted: there is nothing to report", e.getMessage());
  }

  @Test
  void tellsAnalyzersHowItEnded() throws IOException {
    final Map<How, Ending> endings =
        Map.of(
            How.EXITED, Ending.FINISHED,
            How.SIGNALLED, Ending.FINISHED,
            How.FINISHED, Ending.FINISHED,
            How.TIMED_OUT, Ending.STOPPED,
            How.INTERRUPTED, Ending.STOPPED);
    for (final Map.Entry<How, Ending> one : endings.entrySet()) {
      final TraceReport report =
          replay(RECORDS, 5, RunEnd.exited(new WorkloadExit(one.getKey(), 0)));
      Files.delete(recorded);
      assertEnd(report, one.getValue());
    }
    assertEnd(
        replay(RECORDS, 5, RunEnd.broken(TraceException.environment("gone"))), Ending.BROKEN_OFF);
  }

  private static void assertEnd(final TraceReport report, final Ending ending) {
    final AnalysisResult result = report.analyzers().get(0).result().orElseThrow();
    assertEquals((long) RECORDS, Results.metric(result, "end", "delivered"));
    assertEquals(5L, Results.metric(result, "end", "lost"));
    assertEquals(
        new TextBlock("ending", "Ending", ending.toString()),
        Results.item(result, "end", "ending"));
  }
}
