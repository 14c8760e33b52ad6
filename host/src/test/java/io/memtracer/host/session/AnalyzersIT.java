package io.memtracer.host.session;

import static io.memtracer.host.session.Reports.assertNothingLost;
import static io.memtracer.host.session.Reports.metric;
import static io.memtracer.host.session.Reports.outcome;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.api.result.Column;
import io.memtracer.api.result.Item;
import io.memtracer.api.result.Metric;
import io.memtracer.api.result.Table;
import io.memtracer.host.report.TraceReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The bundled analyzers on real guests that run programs of which the answer is known. */
final class AnalyzersIT {

  private static final int SYSCALLS = 20_000;

  @Test
  void workingSetCountsFreshPages() {
    final Path program = TestWorkloads.compile("pages");
    final TraceReport few = workingSet(program, 1000);
    final TraceReport many = workingSet(program, 3000);
    // Addresses aren't randomised: what the program touches besides is the same in both runs.
    assertEquals(
        2000,
        metric(many, "working-set", "footprint", "pages")
            - metric(few, "working-set", "footprint", "pages"));
    // In the loop over fresh pages each access is to another one.
    assertEquals(500, metric(many, "working-set", "working-set", "peak"));
  }

  private static TraceReport workingSet(final Path program, final int pages) {
    final TraceReport report =
        Runs.of(program, pages)
            .userOnly(true)
            .analyzer("working-set", Map.of("window", "500"))
            .run();
    assertNothingLost(report);
    return report;
  }

  @Test
  void strideDetectorFindsAColumnWalk() {
    final Path program = TestWorkloads.compile("columns");
    final int rows = 500;
    final int rounds = 2;
    final String[] native0 =
        TestWorkloads.runNatively(program, Integer.toString(rows), "1").split(" ", 2);
    final long pc = Long.parseUnsignedLong(native0[0], 16);
    final TraceReport report = Runs.of(program, rows, rounds).analyzer("stride-detector").run();
    assertNothingLost(report);
    final Table top = table(report, "stride-detector", "top", "instructions");
    final List<Object> load =
        top.rows().stream()
            .filter(row -> row.get(column(top, "pc")).equals(pc))
            .findFirst()
            .orElseThrow();
    assertEquals(512L * rows * rounds, load.get(column(top, "accesses")));
    assertEquals(4096L, load.get(column(top, "stride")));
    assertEquals("strided", load.get(column(top, "pattern")));
    // All strides but one for each column are the row's length.
    final double confidence = (Double) load.get(column(top, "confidence"));
    assertTrue(confidence > 0.99, "confidence " + confidence);
  }

  @Test
  void splitTellsSystemCallsFromComputing() {
    final TraceReport calls = split(TestWorkloads.compile("syscalls"), SYSCALLS);
    final TraceReport loop = split(TestWorkloads.compile("count"), 1000);
    // Into the kernel and back, and the timer now and then.
    final long switches = metric(calls, "kernel-user-split", "split", "mode-switches");
    assertTrue(switches >= 2 * SYSCALLS, "mode switches " + switches);
    assertTrue(switches < 2 * SYSCALLS * 1.2, "mode switches " + switches);
    final double kernelShare = share(calls, "kernel-share");
    assertTrue(kernelShare > 0.5, "kernel share of system calls " + kernelShare);
    final double userShare = share(loop, "user-share");
    assertTrue(userShare > 0.9, "user share of a loop " + userShare);
    assertTrue(share(loop, "kernel-share") < kernelShare);
  }

  private static TraceReport split(final Path program, final int argument) {
    final TraceReport report = Runs.of(program, argument).analyzer("kernel-user-split").run();
    assertNothingLost(report);
    return report;
  }

  private static double share(final TraceReport report, final String key) {
    return items(report, "kernel-user-split", "split")
        .filter(item -> item.key().equals(key))
        .map(item -> ((Metric) item).value().doubleValue())
        .findFirst()
        .orElseThrow();
  }

  static Table table(
      final TraceReport report, final String analyzer, final String section, final String key) {
    return (Table) item(report, analyzer, section, key);
  }

  static Item item(
      final TraceReport report, final String analyzer, final String section, final String key) {
    return items(report, analyzer, section)
        .filter(item -> item.key().equals(key))
        .findFirst()
        .orElseThrow();
  }

  private static Stream<Item> items(
      final TraceReport report, final String analyzer, final String section) {
    return outcome(report, analyzer).result().orElseThrow().sections().stream()
        .filter(candidate -> candidate.key().equals(section))
        .flatMap(found -> found.items().stream());
  }

  private static int column(final Table table, final String key) {
    return table.columns().stream().map(Column::key).toList().indexOf(key);
  }
}
