package io.memtracer.host.report.text;

import static io.memtracer.host.report.Reports.report;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.host.report.Reports;
import io.memtracer.host.report.TraceReport;
import io.memtracer.host.status.Origin;
import io.memtracer.host.status.WorkloadExit.How;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a report begins with. */
final class HeadTextTest {

  private static final TextStyle PIPE = TextStyle.plain(true);

  @Test
  void namesHowTheWorkloadEnded() {
    assertEnding("exited with status 3", How.EXITED, 3);
    assertEnding("was killed by signal 11", How.SIGNALLED, 11);
    assertEnding("was stopped when its time was up", How.TIMED_OUT, 0);
    assertEnding("was interrupted", How.INTERRUPTED, 0);
    assertEnding("was stopped: nobody listened any more", How.NO_LISTENERS, 0);
    assertEnding("was lost with its guest", How.LOST, 0);
  }

  @Test
  void hintsAtProgramsThatNeverStarted() {
    assertEnding(
        "exited with status 127: as when a program or one of its libraries isn't found, see its"
            + " output",
        How.EXITED,
        127);
  }

  @Test
  void saysHowFarATraceOfAnotherProgramWasRead() {
    assertImportEnding("was read to its end", How.FINISHED);
    assertImportEnding("was read in part", How.LOST);
  }

  @Test
  void saysWhoGotARecordedTraceInPieces() {
    assertOrigin("from run.mtrace", 1, List.of());
    assertOrigin("from run.mtrace, all in order", 2, List.of());
    assertOrigin(
        "from run.mtrace, in pieces on 2 threads for cache, tlb, in order for others",
        2,
        List.of("cache", "tlb"));
  }

  @Test
  void saysOnWhichClusterPiecesWereLookedAt() {
    final List<String> one = List.of("working-set");
    assertOrigin(
        "from run.mtrace, in 8 pieces on Spark, local[2]",
        new Origin.Cluster("Spark, local[2]", 8, 0),
        one);
    assertOrigin(
        "from run.mtrace, in 8 pieces on Spark, local[2], 3 of them again",
        new Origin.Cluster("Spark, local[2]", 8, 3),
        one);
  }

  @Test
  void saysThatTheGuestHadNoMemoryLeft() {
    final Origin origin = Origin.live(Map.of("guest-memory-mib", "512")).withFullMemory("tail\n");
    final String text = new TextReport(PIPE).render(report().build().from(origin));
    assertTrue(
        text.contains("guest's memory of 512 MiB was full, and its kernel ended tail"), text);
    assertTrue(text.contains(": --ram MIB gives it more\n"), text);
    assertEquals(Map.of("out-of-memory", "tail\n"), origin.foundOut());
  }

  private static void assertOrigin(
      final String expected, final int threads, final List<String> inPieces) {
    assertOrigin(expected, new Origin.Threads(threads), inPieces);
  }

  private static void assertOrigin(
      final String expected, final Origin.Replayer by, final List<String> inPieces) {
    final TraceReport made = report().build();
    final TraceReport replayed =
        made.from(made.origin().from(new Origin.Recording("run.mtrace", "then", by, inPieces)));
    final String text = new TextReport(PIPE).render(replayed);
    assertEquals(expected, text.lines().toList().get(3).strip(), text);
  }

  private static void assertImportEnding(final String expected, final How how) {
    final TraceReport imported =
        report().exit(how, 0).build().from(Origin.foreign("ls.din", Map.of()));
    final String text = new TextReport(PIPE).render(imported);
    assertEquals(expected, text.lines().toList().get(1).strip());
  }

  private static void assertEnding(final String expected, final How how, final int code) {
    final String text = render(report().exit(how, code));
    assertTrue(text.lines().toList().get(1).strip().equals(expected), text);
  }

  private static String render(final Reports.Builder report) {
    return new TextReport(PIPE).render(report.build());
  }
}
