package io.memtracer.host.session;

import io.memtracer.api.result.Column;
import io.memtracer.api.result.Metric;
import io.memtracer.api.result.Table;
import io.memtracer.host.report.TraceReport;
import io.memtracer.host.status.AnalyzerOutcome;
import io.memtracer.host.status.TraceCounters;
import io.memtracer.host.status.WorkloadExit.How;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;

/** Looks things up in the reports of real runs. */
public final class Reports {

  private Reports() {}

  /** A figure an analyzer found. */
  static long metric(
      final TraceReport report, final String analyzer, final String section, final String key) {
    return metric(outcome(report, analyzer), section, key);
  }

  static long metric(final AnalyzerOutcome outcome, final String section, final String key) {
    return outcome.result().orElseThrow().sections().stream()
        .filter(candidate -> candidate.key().equals(section))
        .flatMap(found -> found.items().stream())
        .filter(item -> item.key().equals(key))
        .map(item -> ((Metric) item).value().longValue())
        .findFirst()
        .orElseThrow(
            () -> new AssertionError("no metric " + section + "/" + key + " in " + outcome));
  }

  /** What is in a table that an analyzer made. */
  static List<List<Object>> rows(
      final TraceReport report, final String analyzer, final String section, final String key) {
    return outcome(report, analyzer).result().orElseThrow().sections().stream()
        .filter(candidate -> candidate.key().equals(section))
        .flatMap(found -> found.items().stream())
        .filter(item -> item.key().equals(key))
        .map(item -> ((Table) item).rows())
        .findFirst()
        .orElseThrow();
  }

  /** A figure in a table whose rows begin with a name. */
  static long cell(
      final TraceReport report,
      final String analyzer,
      final String table,
      final String row,
      final String column) {
    final Table found =
        outcome(report, analyzer).result().orElseThrow().sections().stream()
            .flatMap(section -> section.items().stream())
            .filter(item -> item.key().equals(table))
            .map(Table.class::cast)
            .findFirst()
            .orElseThrow();
    final int index = found.columns().stream().map(Column::key).toList().indexOf(column);
    return found.rows().stream()
        .filter(cells -> cells.get(0).equals(row))
        .map(cells -> ((Number) cells.get(index)).longValue())
        .findFirst()
        .orElseThrow();
  }

  static AnalyzerOutcome outcome(final TraceReport report, final String analyzer) {
    return report.analyzers().stream()
        .filter(candidate -> candidate.name().equals(analyzer))
        .findFirst()
        .orElseThrow();
  }

  /** What QEMU counted, the host read, and every analyzer was given, is one and the same. */
  static void assertNothingLost(final TraceReport report) {
    final TraceCounters counters = report.counters();
    Assertions.assertEquals(Optional.empty(), report.incomplete());
    Assertions.assertEquals(0, counters.dropped());
    Assertions.assertEquals(counters.traced(), counters.written());
    Assertions.assertEquals(counters.written(), report.recordsRead());
    for (final AnalyzerOutcome analyzer : report.analyzers()) {
      Assertions.assertEquals(Optional.empty(), analyzer.failure(), analyzer.name());
      Assertions.assertEquals(report.recordsRead(), analyzer.delivered(), analyzer.name());
    }
    // What the user cut short has lost nothing, and isn't the whole.
    Assertions.assertEquals(report.exit().how() != How.INTERRUPTED, report.isComplete());
  }
}
