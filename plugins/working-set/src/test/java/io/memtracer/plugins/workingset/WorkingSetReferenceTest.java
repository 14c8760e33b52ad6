package io.memtracer.plugins.workingset;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memtracer.api.RecordWord;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Series;
import io.memtracer.testkit.Partition;
import io.memtracer.testkit.Replay;
import io.memtracer.testkit.Results;
import io.memtracer.testkit.SeededRandom;
import io.memtracer.testkit.Trace;
import io.memtracer.testkit.Traces;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.ExtendWith;

/** Compares with sets of pages, one for each window, of every byte that was touched. */
@ExtendWith(SeededRandom.class)
class WorkingSetReferenceTest {

  private static final int POINTS = 8;

  @RepeatedTest(30)
  void agreesWithSetsOfPages(final Random random) {
    final Trace trace = Traces.mixed(random, random.nextInt(6000));
    final int window = 1 + random.nextInt(random.nextBoolean() ? 10 : 8000);
    final int pageLog2 = 6 + random.nextInt(25);
    final AnalysisResult result =
        Replay.of(trace)
            .in(Partition.random(random))
            .into(new WorkingSetAnalyzer(window, 1L << pageLog2, POINTS));
    for (final String mode : List.of("total", "user", "kernel")) {
      for (final String kind : List.of("all", "loads", "stores")) {
        compare(result, trace, window, pageLog2, mode, kind);
      }
    }
  }

  /** With a step of 1 it is Denning's W(t, T) for each t. */
  @RepeatedTest(30)
  void slidingWindowsAgreeWithSetsOfPages(final Random random) {
    final Trace trace = Traces.mixed(random, random.nextInt(1000));
    final int step = 1 + random.nextInt(random.nextBoolean() ? 1 : 100);
    final int window = step * (2 + random.nextInt(20));
    final int pageLog2 = 6 + random.nextInt(25);
    final AnalysisResult result =
        Replay.of(trace)
            .in(Partition.random(random))
            .into(new SlidingAnalyzer(window, step, 1L << pageLog2, POINTS));
    for (final String mode : List.of("total", "user", "kernel")) {
      for (final String kind : List.of("all", "loads", "stores")) {
        final List<Long> sizes = new ArrayList<>();
        for (int to = window; to <= trace.size(); to += step) {
          sizes.add((long) pages(trace, to - window, to, pageLog2, mode, kind).size());
        }
        if (sizes.isEmpty() && trace.size() > 0) {
          sizes.add((long) pages(trace, 0, trace.size(), pageLog2, mode, kind).size());
        }
        compareSeries(result, sizes, mode, kind);
        compareSizes(result, sizes, mode, kind);
        compareFootprint(result, trace, pageLog2, mode, kind);
      }
    }
    if (trace.size() >= window) {
      final int over = trace.size() % step;
      assertEquals(
          (long) pages(trace, trace.size() - over, trace.size(), pageLog2, "total", "all").size(),
          Results.metric(result, "working-set", "partial-window-pages"));
    }
  }

  private static void compare(
      final AnalysisResult result,
      final Trace trace,
      final int window,
      final int pageLog2,
      final String mode,
      final String kind) {
    final List<Long> sizes = new ArrayList<>();
    for (int from = 0; from < trace.size(); from += window) {
      final int to = Math.min(trace.size(), from + window);
      sizes.add((long) pages(trace, from, to, pageLog2, mode, kind).size());
    }
    compareSeries(result, sizes, mode, kind);
    if (sizes.size() > 1 && trace.size() % window != 0) {
      sizes.remove(sizes.size() - 1);
    }
    compareSizes(result, sizes, mode, kind);
    compareFootprint(result, trace, pageLog2, mode, kind);
  }

  private static void compareSizes(
      final AnalysisResult result, final List<Long> sizes, final String mode, final String kind) {
    final Map<String, Object> row =
        Results.row(result, "working-set", "pages-in-window", mode, kind);
    Collections.sort(sizes);
    assertEquals(percentile(sizes, 100), row.get("peak"));
    assertEquals(
        sizes.stream().mapToLong(Long::longValue).average().orElse(0),
        (double) row.get("mean"),
        1e-9);
    assertEquals(percentile(sizes, 50), row.get("p50"));
    assertEquals(percentile(sizes, 90), row.get("p90"));
    assertEquals(percentile(sizes, 99), row.get("p99"));
  }

  private static void compareFootprint(
      final AnalysisResult result,
      final Trace trace,
      final int pageLog2,
      final String mode,
      final String kind) {
    final long all = pages(trace, 0, trace.size(), pageLog2, mode, kind).size();
    assertEquals(all, Results.row(result, "footprint", "by-mode", mode, kind).get("pages"));
  }

  /** The series adds up, and its maximum is the largest window. */
  private static void compareSeries(
      final AnalysisResult result, final List<Long> sizes, final String mode, final String kind) {
    final Series series = (Series) Results.item(result, "working-set", "over-time");
    if (mode.equals("total") && kind.equals("all")) {
      final double max =
          Results.line(result, "working-set", "over-time", "total-max").stream()
              .mapToDouble(Double::doubleValue)
              .max()
              .orElse(0);
      assertEquals(sizes.stream().mapToLong(Long::longValue).max().orElse(0), (long) max);
      if (sizes.size() <= POINTS) {
        assertEquals(
            sizes.stream().map(Long::doubleValue).toList(), series.lines().get(0).values());
      }
    }
  }

  private static Set<BigInteger> pages(
      final Trace trace,
      final int from,
      final int to,
      final int pageLog2,
      final String mode,
      final String kind) {
    final Set<BigInteger> pages = new HashSet<>();
    for (int i = from; i < to; i++) {
      final boolean user = RecordWord.cpl(trace.word(i)) == 3;
      final boolean store = RecordWord.isStore(trace.word(i));
      if ((mode.equals("total") || mode.equals("user") == user)
          && (kind.equals("all") || kind.equals("stores") == store)) {
        for (int k = 0; k < RecordWord.size(trace.word(i)); k++) {
          final long touched = trace.address(i) + k;
          pages.add(new BigInteger(Long.toUnsignedString(touched)).shiftRight(pageLog2));
        }
      }
    }
    return pages;
  }

  private static long percentile(final List<Long> sorted, final int percent) {
    if (sorted.isEmpty()) {
      return 0;
    }
    return sorted.get((int) Math.ceil(percent / 100.0 * sorted.size() - 1e-9) - 1);
  }
}
