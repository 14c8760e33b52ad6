package io.memtracer.plugins.kernelusersplit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memtracer.api.RecordWord;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.testkit.Partition;
import io.memtracer.testkit.Replay;
import io.memtracer.testkit.Results;
import io.memtracer.testkit.SeededRandom;
import io.memtracer.testkit.Trace;
import io.memtracer.testkit.Traces;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.ExtendWith;

/** Compares with plain sums over maps and sets. */
@ExtendWith(SeededRandom.class)
class KernelUserSplitReferenceTest {

  @RepeatedTest(20)
  void agreesWithPlainSums(final Random random) {
    final Trace trace = Traces.mixed(random, 1 + random.nextInt(5000));
    final int window = 1 + random.nextInt(2000);
    final AnalysisResult result =
        Replay.of(trace)
            .in(Partition.random(random))
            .into(new KernelUserSplitAnalyzer(window, 10_000));
    compareLevels(result, trace);
    compareSwitches(result, trace);
    compareShares(result, trace, window);
  }

  private static void compareLevels(final AnalysisResult result, final Trace trace) {
    final Map<Integer, long[]> sums = new HashMap<>();
    final Map<Integer, Set<Long>> pages = new HashMap<>();
    for (int i = 0; i < trace.size(); i++) {
      final int cpl = RecordWord.cpl(trace.word(i));
      final int size = RecordWord.size(trace.word(i));
      final long[] sum = sums.computeIfAbsent(cpl, key -> new long[3]);
      sum[0]++;
      sum[1] += RecordWord.isStore(trace.word(i)) ? 1 : 0;
      sum[2] += size;
      for (int k = 0; k < size; k++) {
        pages
            .computeIfAbsent(cpl, key -> new HashSet<>())
            .add((trace.address(i) + k) >>> PagesByCpl.PAGE_SHIFT);
      }
    }
    sums.forEach(
        (cpl, sum) -> {
          final Map<String, Object> row = Results.row(result, "split", "by-mode", "cpl-" + cpl);
          assertEquals(sum[0], row.get("accesses"));
          assertEquals(sum[1], row.get("stores"));
          assertEquals(sum[0] - sum[1], row.get("loads"));
          assertEquals(sum[2], row.get("bytes"));
          assertEquals((long) pages.get(cpl).size(), row.get("pages"));
        });
    final Set<Long> kernel = new HashSet<>();
    for (int cpl = 0; cpl < 3; cpl++) {
      kernel.addAll(pages.getOrDefault(cpl, Set.of()));
    }
    assertEquals((long) kernel.size(), Results.metric(result, "pages", "kernel"));
    kernel.retainAll(pages.getOrDefault(3, Set.of()));
    assertEquals((long) kernel.size(), Results.metric(result, "pages", "shared"));
  }

  private static void compareSwitches(final AnalysisResult result, final Trace trace) {
    final Map<Integer, List<Integer>> levels = new HashMap<>();
    for (int i = 0; i < trace.size(); i++) {
      levels
          .computeIfAbsent(RecordWord.vcpu(trace.word(i)), key -> new ArrayList<>())
          .add(RecordWord.cpl(trace.word(i)));
    }
    long total = 0;
    for (final Map.Entry<Integer, List<Integer>> vcpu : levels.entrySet()) {
      long switches = 0;
      for (int i = 1; i < vcpu.getValue().size(); i++) {
        switches += vcpu.getValue().get(i).equals(vcpu.getValue().get(i - 1)) ? 0 : 1;
      }
      final Map<String, Object> row = Results.row(result, "vcpus", "by-vcpu", (long) vcpu.getKey());
      assertEquals(switches, row.get("mode-switches"));
      assertEquals((long) vcpu.getValue().size(), row.get("accesses"));
      total += switches;
    }
    assertEquals(total, Results.metric(result, "split", "mode-switches"));
  }

  private static void compareShares(
      final AnalysisResult result, final Trace trace, final int window) {
    final List<Double> shares = new ArrayList<>();
    for (int from = 0; from < trace.size(); from += window) {
      final int to = Math.min(trace.size(), from + window);
      double user = 0;
      for (int i = from; i < to; i++) {
        user += RecordWord.isUser(trace.word(i)) ? 1 : 0;
      }
      shares.add(user / (to - from));
    }
    assertEquals(shares, Results.line(result, "over-time", "share", "user"));
  }
}
