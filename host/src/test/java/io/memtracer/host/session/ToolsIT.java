package io.memtracer.host.session;

import static io.memtracer.host.session.Reports.assertNothingLost;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.host.report.Comparison.Row;
import io.memtracer.host.report.Comparison.Verdict;
import io.memtracer.host.report.FigurePair;
import io.memtracer.host.report.TraceReport;
import io.memtracer.host.status.AnalyzerOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Analysis tools beside each other, and beside a Java analyzer, on one stream. */
@Timeout(60)
final class ToolsIT {

  @TempDir private Path directory;

  @Test
  void eachGetsEveryRecordThroughAFifoOfItsOwn() throws IOException {
    final Path awkward = Files.createDirectory(directory.resolve("a, b=c: d"));
    final Path counter = Files.copy(TestWorkloads.countByCpl(), awkward.resolve("count by cpl"));
    final TraceReport report =
        Runs.inGuest("/bin/ls", "/")
            .analyzer("kernel-user-split")
            .tool(counter)
            .tool(TestWorkloads.fakeTool("reads"))
            .tool(counter)
            .run();
    assertNothingLost(report);
    assertEquals(
        List.of("kernel-user-split", "count by cpl", "fake-tool-reads", "count by cpl-2"),
        report.analyzers().stream().map(AnalyzerOutcome::label).toList());
    assertEquals(
        List.of(Verdict.AGREE, Verdict.AGREE, Verdict.AGREE, Verdict.DIFFER),
        report
            .comparing(
                List.of(
                    new FigurePair("count by cpl/figures/user-loads", "by-mode/user/loads"),
                    new FigurePair("count by cpl-2/figures/kernel-stores", "by-mode/kernel/stores"),
                    new FigurePair("fake-tool-reads/figures/records", "split/accesses"),
                    new FigurePair("count by cpl-2/figures/user-loads", "by-mode/user/accesses")))
            .comparison()
            .rows()
            .stream()
            .map(Row::verdict)
            .toList());
    final long all = report.recordsRead();
    assertEquals(all, Reports.metric(report.analyzers().get(0), "split", "accesses"));
    assertEquals(all, Reports.metric(report.analyzers().get(1), "figures", "total-accesses"));
    assertEquals(all, Reports.metric(report.analyzers().get(2), "figures", "records"));
    assertEquals(
        report.analyzers().get(1).result().orElseThrow().sections().get(1),
        report.analyzers().get(3).result().orElseThrow().sections().get(1));
  }

  @Test
  void aSlowOneLosesItsOwnRecordsAndNobodyElses() {
    final TraceReport report =
        Runs.inGuest("/bin/ls", "/")
            .analyzer("kernel-user-split")
            .tool(TestWorkloads.fakeTool("works-between"))
            .dropWhenFull()
            .run();
    final AnalyzerOutcome split = report.analyzers().get(0);
    final AnalyzerOutcome slow = report.analyzers().get(1);
    assertEquals(report.recordsRead(), split.delivered());
    assertEquals(report.recordsRead(), Reports.metric(split, "split", "accesses"));
    assertTrue(slow.lost() > 0, "nothing was lost");
    assertEquals(report.recordsRead(), slow.delivered() + slow.lost());
    assertEquals(slow.delivered(), Reports.metric(slow, "figures", "records"));
    assertEquals(slow.delivered(), Reports.metric(slow, "tool", "records"));
  }
}
