package io.memtracer.host.report.text;

import static io.memtracer.host.report.Reports.RECORDS;
import static io.memtracer.host.report.Reports.outcome;
import static io.memtracer.host.report.Reports.report;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.api.result.AnalysisResult;
import io.memtracer.host.report.Reports;
import io.memtracer.host.report.TraceReport;
import io.memtracer.host.status.Delivery;
import io.memtracer.host.status.InstructionCounts;
import io.memtracer.host.status.TraceCounters;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a report ends with: what was counted, and what it took. */
final class CostTextTest {

  private static final TextStyle PIPE = TextStyle.plain(true);

  @Test
  void saysHowLongAnUntracedRunTook() {
    final TraceReport untraced =
        report()
            .counters(TraceCounters.ZERO)
            .read(0)
            .analyzers()
            .delivery(Delivery.UNTRACED)
            .build();
    assertEquals(
        """
        untraced: ./sort 100000
                exited with status 0
                in guest default (Linux 6.1.0-37-cloud-amd64), QEMU 10.0.2

        time:    2.35 s untraced, 3.10 s in all
        """,
        new TextReport(PIPE).render(untraced));
  }

  @Test
  void namesTheSlowestAnalyzerWhenTheGuestHadToWait() {
    final TraceCounters waited = new TraceCounters(RECORDS, RECORDS, RECORDS, 0, 12, 1_000_000_000);
    final String text =
        render(report().counters(waited).analyzers(outcome("a", new AnalysisResult(List.of()))));
    assertTrue(
        text.contains("stood still 12 times for a full pipe, 1.00 s in all (42.6%)\n"), text);
    assertTrue(
        text.contains("slowest analyzer: a, busy for 400 ms (17.1% of the time traced)\n"), text);
  }

  @Test
  void saysThatTheRingWasFullIfThereWasOne() {
    final TraceCounters waited = new TraceCounters(RECORDS, RECORDS, RECORDS, 0, 1, 1_000_000);
    final String text = render(report().counters(waited).delivery(Delivery.RINGS));
    assertTrue(text.contains("stood still 1 time for a full ring, 1.00 ms in all"), text);
  }

  @Test
  void sharesWaitsAmongTheVcpusThatWaited() {
    final TraceCounters waited =
        new TraceCounters(RECORDS, RECORDS, RECORDS, 0, 12, 4_580_000_000L);
    assertTrue(render(report().counters(waited).vcpus(2)).contains("in all (97.7%)\n"));
    assertTrue(render(report().counters(waited).vcpus(4)).contains("in all (48.8%)\n"));
  }

  @Test
  void saysHowManyInstructionsThereWere() {
    final TraceCounters counted =
        new TraceCounters(80_000_000, RECORDS, RECORDS, 0, 0, 0)
            .with(new InstructionCounts(50_000_000, 0, 0, 200_000_000));
    final String text = render(report().counters(counted));
    assertTrue(
        text.contains(
            "\ncode:    250,000,000 instructions executed, 200,000,000 of user code and 50,000,000"
                + " of the kernel; 320 accesses in 1,000\n"),
        text);
    final String ofUser =
        render(report().counters(counted.with(new InstructionCounts(-1, -1, -1, 160_000_000))));
    assertTrue(
        ofUser.contains(
            "\ncode:    160,000,000 instructions of user code; 500 accesses in 1,000\n"),
        ofUser);
    assertFalse(render(report()).contains("\ncode:"));
  }

  private static String render(final Reports.Builder report) {
    return new TextReport(PIPE).render(report.build());
  }
}
