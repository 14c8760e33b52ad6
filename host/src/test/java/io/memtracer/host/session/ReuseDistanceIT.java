package io.memtracer.host.session;

import static io.memtracer.host.session.Reports.assertNothingLost;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.api.result.Curve;
import io.memtracer.api.result.Item;
import io.memtracer.api.result.Metric;
import io.memtracer.api.result.Table;
import io.memtracer.host.report.TraceReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The analyzer reuse-distance on real guests. */
final class ReuseDistanceIT {

  /**
   * What each pass of workloads/count.c goes over: 10,000 ints, and the number of passes, that it
   * reads in each.
   */
  private static final long PASS_LINES = 40_000 / 64 + 1;

  /** Accesses of the program's start and end that differ from run to run. */
  private static final long HANDFUL = 20;

  private static final double AIM = 0.02;

  @Test
  void aLoopOverAnArrayMissesInWhatIsSmaller() {
    final Path program = TestWorkloads.compile("count");
    final int passes = 1000;
    final TraceReport few = measure(program, passes);
    final TraceReport many = measure(program, 3 * passes);
    final long more = 2L * passes * PASS_LINES;
    assertNearly(more, misses(many, 256) - misses(few, 256));
    assertNearly(more, misses(many, 512) - misses(few, 512));
    assertNearly(0, misses(many, 1024) - misses(few, 1024));
  }

  private static void assertNearly(final long expected, final long actual) {
    assertTrue(
        Math.abs(actual - expected) <= HANDFUL, "expected " + expected + ", but was " + actual);
  }

  private static TraceReport measure(final Path program, final int passes) {
    final TraceReport report =
        Runs.of(program, passes).userOnly(true).analyzer("reuse-distance").run();
    assertNothingLost(report);
    return report;
  }

  private static long misses(final TraceReport report, final long lines) {
    final Table sizes = (Table) item(report, 0, "sizes");
    return sizes.rows().stream()
        .filter(row -> row.get(1).equals(lines))
        .map(row -> (Long) row.get(2))
        .findFirst()
        .orElseThrow();
  }

  /** The demo's program, user and kernel. */
  @Test
  void oneLineOfAHundredIsEnoughForTheDemo() {
    requireNear(Runs.of(Path.of("../qemu-gmbeoo/build/workloads/phases").toAbsolutePath()));
  }

  @Test
  void oneLineOfAHundredIsEnoughForSort() {
    requireNear(Runs.of(TestWorkloads.benchmark("sort"), 300_000));
  }

  private static void requireNear(final Runs runs) {
    final TraceReport report =
        runs.analyzer("reuse-distance")
            .analyzer("reuse-distance", Map.of("method", "rate", "rate", "0.01"))
            .run();
    assertNothingLost(report);
    final Curve exact = (Curve) item(report, 0, "curve");
    final Curve sampled = (Curve) item(report, 1, "curve");
    final double off = meanDifference(exact, sampled);
    assertTrue(off < AIM, "mean absolute error " + off);
    final double stated = ((Metric) item(report, 1, "stated-error")).value().doubleValue();
    assertTrue(off <= stated, "off by " + off + ", stated " + stated);
  }

  /** The mean over the sampled curve's sizes; behind the end of the other it goes on level. */
  private static double meanDifference(final Curve exact, final Curve sampled) {
    final List<Double> truth = exact.lines().get(0).values();
    final List<Double> estimate = sampled.lines().get(0).values();
    double sum = 0;
    for (int i = 0; i < estimate.size(); i++) {
      final int same = exact.x().indexOf(sampled.x().get(i));
      sum += Math.abs(estimate.get(i) - truth.get(same < 0 ? truth.size() - 1 : same));
    }
    return sum / estimate.size();
  }

  private static Item item(final TraceReport report, final int analyzer, final String key) {
    return report.analyzers().get(analyzer).result().orElseThrow().sections().stream()
        .flatMap(section -> section.items().stream())
        .filter(item -> item.key().equals(key))
        .findFirst()
        .orElseThrow();
  }
}
