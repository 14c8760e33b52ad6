package io.memtracer.host.report.text;

import static io.memtracer.host.report.Reports.RECORDS;
import static io.memtracer.host.report.Reports.failed;
import static io.memtracer.host.report.Reports.outcome;
import static io.memtracer.host.report.Reports.report;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.memtracer.api.result.AnalysisResult;
import io.memtracer.host.cli.ExitStatus;
import io.memtracer.host.report.Reports;
import io.memtracer.host.report.TraceReport;
import io.memtracer.host.status.AnalyzerFailure;
import io.memtracer.host.status.AnalyzerOutcome;
import io.memtracer.host.status.Delivery;
import io.memtracer.host.status.Selected;
import io.memtracer.host.status.Selection;
import io.memtracer.host.status.TraceCounters;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ProofTextTest {

  private static final AnalysisResult NOTHING = new AnalysisResult(List.of());

  @Test
  void provesThatNothingWasLost() {
    assertProof(
        "records: 80,000,123 produced by QEMU = 80,000,123 delivered to each of 3 analyzers"
            + " + 0 dropped",
        report().analyzers(outcome("a", NOTHING), outcome("b", NOTHING), outcome("c", NOTHING)));
  }

  @Test
  void claimsNoEqualityOfCountsThatContradictEachOther() {
    final TraceReport report =
        report()
            .counters(new TraceCounters(RECORDS, RECORDS + 1, RECORDS, 0, 0, 0))
            .analyzers(outcome("a", NOTHING))
            .build();
    assertEquals(
        List.of(
            "records: 80,000,124 produced by QEMU (sampled from 80,000,123 accesses), 80,000,123"
                + " delivered to a, 0 dropped",
            "         QEMU's counts contradict each other: 80,000,123 seen, 80,000,124 traced,"
                + " 80,000,123 written, 0 dropped"),
        new ProofText(TextStyle.plain(true)).lines(report));
    assertFalse(report.isComplete());
    assertEquals(5, ExitStatus.ofRun(report).orElseThrow());
  }

  @Test
  void namesAnAnalyzerThatIsAlone() {
    assertProof(
        "records: 80,000,123 produced by QEMU = 80,000,123 delivered to a + 0 dropped",
        report().analyzers(outcome("a", NOTHING)));
  }

  @Test
  void saysWhatWasReadIfNobodyListened() {
    assertProof("records: 80,000,123 produced by QEMU = 80,000,123 read + 0 dropped", report());
  }

  @Test
  void saysWhatSamplingLeftOut() {
    assertProof(
        "records: 80,000,123 produced by QEMU (sampled from 1,280,001,968 accesses) = 80,000,123"
            + " delivered to a + 0 dropped",
        report()
            .counters(new TraceCounters(1_280_001_968, RECORDS, RECORDS, 0, 0, 0))
            .analyzers(outcome("a", NOTHING)));
  }

  @Test
  void countsWhatWasDropped() {
    assertProof(
        "records: 81,000,000 produced by QEMU = 80,000,123 delivered to a + 999,877 dropped (1.2%)",
        report()
            .counters(new TraceCounters(81_000_000, 81_000_000, RECORDS, 999_877, 0, 0))
            .analyzers(outcome("a", NOTHING)));
  }

  @Test
  void listsDeliveriesThatDiffer() {
    assertProof(
        """
        records: 80,000,123 produced by QEMU = 80,000,123 read + 0 dropped
                 a: 80,000,123 delivered
                 b: 12,288 delivered + 79,987,835 not delivered\
        """,
        report()
            .analyzers(
                outcome("a", NOTHING), failed("b", 12_288, new IllegalStateException("full"))));
  }

  @Test
  void claimsNoEqualityWhenQemuDied() {
    assertProof(
        """
        records: 80,000,123 produced by QEMU, 79,000,123 delivered to a, 0 dropped
                 1,000,000 unaccounted for: QEMU's counts are those of its last sign of life\
        """,
        report()
            .read(RECORDS - 1_000_000)
            .incomplete("QEMU was killed by signal 9")
            .analyzers(delivered("a", RECORDS - 1_000_000, 0)));
    assertProof(
        """
        records: 80,000,123 produced by QEMU, 80,000,125 delivered to a, 0 dropped
                 2 more than QEMU had counted: QEMU's counts are those of its last sign of life\
        """,
        report()
            .read(RECORDS + 2)
            .incomplete("QEMU was killed by signal 9")
            .analyzers(delivered("a", RECORDS + 2, 0)));
  }

  @Test
  void claimsNoProofWhereNobodyCountedInBetween() {
    assertProof(
        """
        records: 81,000,000 produced by QEMU, 80,000,123 written to a, 999,877 dropped (1.2%)
                 QEMU wrote to its FIFO directly: nobody counted in between\
        """,
        report()
            .delivery(Delivery.DIRECT)
            .counters(new TraceCounters(81_000_000, 81_000_000, RECORDS, 999_877, 0, 0))
            .analyzers(outcome("a", NOTHING)));
  }

  @Test
  void saysThatRecordsWereReplayed() {
    assertProof(
        "records: 80,000,123 replayed = 80,000,123 delivered to a + 0 dropped",
        report().delivery(Delivery.REPLAYED).analyzers(outcome("a", NOTHING)));
  }

  @Test
  void ownsUpToRecordsThatVanish() {
    assertProof(
        """
        records: 80,000,123 produced by QEMU, 80,000,000 delivered to a, 0 dropped
                 123 unaccounted for: this is a fault of memtracer, please report it\
        """,
        report().read(80_000_000).analyzers(delivered("a", 80_000_000, 0)));
    assertProof(
        """
        records: 80,000,123 produced by QEMU = 80,000,123 read + 0 dropped
                 a: 80,000,000 delivered + 100 not delivered, 23 unaccounted for\
        """,
        report().analyzers(delivered("a", 80_000_000, 100)));
  }

  /** What the ring still held then is nobody's fault but the analyzer's. */
  @Test
  void saysWhatNobodyReadForAnAnalyzerThatDidNotComeBack() {
    final AnalyzerFailure leftBehind =
        new AnalyzerFailure("onBatch", 0, new IllegalStateException("it had not come back"), true);
    assertProof(
        """
        records: 80,000,123 produced by QEMU, 123 read, 0 dropped
                 80,000,000 left unread, since an analyzer did not come back
                 a: 0 delivered + 123 not delivered\
        """,
        report()
            .read(123)
            .analyzers(
                new AnalyzerOutcome(
                    "a",
                    "a",
                    "1",
                    Map.of(),
                    0,
                    123,
                    0,
                    Optional.empty(),
                    Optional.of(leftBehind))));
  }

  @Test
  void saysWhatWasLeftOut() {
    assertProof(
        """
        records: 80,000,123 produced by QEMU (of 90,000,000 accesses) = 80,000,123 delivered to a + 0 dropped
                 recorded is what was done in phases
                 besides, 2 times nobody looked, for a while: how many accesses were made then isn't known\
        """,
        selected(new Selection(true, 0, 0, "", ""), 2));
    assertProof(
        """
        records: 80,000,123 produced by QEMU (of 90,000,000 accesses) = 80,000,123 delivered to a + 0 dropped
                 recorded is what was done in phases (from each call of load on, until the next call of save), but for the first 1,000, at most 80,000,123
                 besides, once nobody looked, for a while: how many accesses were made then isn't known\
        """,
        selected(new Selection(false, 1000, 80_000_123, "load", "save"), 1));
    assertProof(
        """
        records: 80,000,123 produced by QEMU (of 90,000,000 accesses) = 80,000,123 delivered to a + 0 dropped
                 recorded is what was done in phases (from the first call of load on, until the next call of save)\
        """,
        selected(new Selection(false, 0, 0, "load", "save:first"), 0));
  }

  private static Reports.Builder selected(final Selection selection, final long blindTimes) {
    return report()
        .counters(new TraceCounters(90_000_000, Reports.RECORDS, Reports.RECORDS, 0, 0, 0))
        .selected(new Selected(selection, blindTimes))
        .analyzers(delivered("a", Reports.RECORDS, 0));
  }

  private static AnalyzerOutcome delivered(
      final String name, final long delivered, final long lost) {
    return new AnalyzerOutcome(
        name, name, "1", Map.of(), delivered, lost, 0, Optional.of(NOTHING), Optional.empty());
  }

  private static void assertProof(final String expected, final Reports.Builder report) {
    assertEquals(
        expected, String.join("\n", new ProofText(TextStyle.plain(true)).lines(report.build())));
  }
}
