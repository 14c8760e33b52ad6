package io.memtracer.plugins.stridedetector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.api.RecordWord;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Bucket;
import io.memtracer.api.result.Histogram;
import io.memtracer.testkit.Partition;
import io.memtracer.testkit.Replay;
import io.memtracer.testkit.Results;
import io.memtracer.testkit.SeededRandom;
import io.memtracer.testkit.Trace;
import io.memtracer.testkit.Traces;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.ExtendWith;

/** Compares with the list of all strides of each instruction. */
@ExtendWith(SeededRandom.class)
class StrideDetectorReferenceTest {

  private static final long VCPU_BITS = 0xffL << 8;

  @RepeatedTest(20)
  void agreesWithListsOfStrides(final Random random) {
    final Trace trace = Traces.mixed(random, 1 + random.nextInt(20_000));
    final int limit = random.nextInt(4) == 0 ? 1 + random.nextInt(20) : 100_000;
    final AnalysisResult result =
        Replay.of(trace)
            .in(Partition.random(random))
            .into(new StrideDetectorAnalyzer(limit, 100_000));
    final Map<Long, List<Long>> addresses = addressesByWord(trace, limit);
    compareInstructions(result, addresses);
    compareHistogram(result, addresses);
    final long tracked = addresses.values().stream().mapToLong(List::size).sum();
    assertEquals(trace.size() - tracked, Results.metric(result, "strides", "untracked"));
  }

  private static Map<Long, List<Long>> addressesByWord(final Trace trace, final int limit) {
    final Map<Long, List<Long>> addresses = new LinkedHashMap<>();
    for (int i = 0; i < trace.size(); i++) {
      if (addresses.containsKey(trace.word(i)) || addresses.size() < limit) {
        addresses.computeIfAbsent(trace.word(i), key -> new ArrayList<>()).add(trace.address(i));
      }
    }
    return addresses;
  }

  private static List<Long> strides(final List<Long> addresses) {
    final List<Long> strides = new ArrayList<>();
    for (int i = 1; i < addresses.size(); i++) {
      strides.add(addresses.get(i) - addresses.get(i - 1));
    }
    return strides;
  }

  private static void compareInstructions(
      final AnalysisResult result, final Map<Long, List<Long>> addresses) {
    final Map<Long, List<Long>> stridesByInstruction = new LinkedHashMap<>();
    final Map<Long, Long> accesses = new LinkedHashMap<>();
    addresses.forEach(
        (word, list) -> {
          final long instruction = word & ~VCPU_BITS;
          stridesByInstruction
              .computeIfAbsent(instruction, key -> new ArrayList<>())
              .addAll(strides(list));
          accesses.merge(instruction, (long) list.size(), Long::sum);
        });
    assertEquals(
        (long) stridesByInstruction.size(), Results.metric(result, "strides", "instructions"));
    stridesByInstruction.forEach(
        (word, strides) -> compareInstruction(result, word, accesses.get(word), strides));
  }

  /** The bounds of Misra and Gries: what is reported is at most a third of the strides too low. */
  private static void compareInstruction(
      final AnalysisResult result, final long word, final long accesses, final List<Long> strides) {
    final Map<String, Object> row =
        Results.row(
            result,
            "top",
            "instructions",
            RecordWord.pc(word),
            RecordWord.isStore(word) ? "store" : "load",
            List.of("kernel", "cpl-1", "cpl-2", "user").get(RecordWord.cpl(word)),
            (long) RecordWord.size(word));
    assertEquals(accesses, row.get("accesses"));
    if (strides.isEmpty()) {
      assertEquals("single", row.get("pattern"));
      return;
    }
    final double confidence = (double) row.get("confidence");
    final double truth =
        (double) Collections.frequency(strides, row.get("stride")) / strides.size();
    final double best =
        strides.stream().mapToInt(s -> Collections.frequency(strides, s)).max().getAsInt()
            / (double) strides.size();
    assertTrue(confidence <= truth + 1e-9, () -> "more than is true: " + row);
    assertTrue(confidence >= best - 1.0 / 3 - 1e-9, () -> "too little: " + row + ", not " + best);
    if (strides.stream().distinct().count() <= 2) {
      assertEquals(best, confidence, 1e-9);
    }
  }

  private static void compareHistogram(
      final AnalysisResult result, final Map<Long, List<Long>> addresses) {
    final TreeMap<Long, Long> expected = new TreeMap<>();
    addresses
        .values()
        .forEach(list -> strides(list).forEach(stride -> expected.merge(stride, 1L, Long::sum)));
    final Histogram histogram = (Histogram) Results.item(result, "histogram", "total");
    long counted = 0;
    for (final Bucket bucket : histogram.buckets()) {
      final long count =
          expected.subMap(bucket.low(), true, bucket.high(), true).values().stream()
              .mapToLong(Long::longValue)
              .sum();
      assertEquals(count, bucket.count(), bucket::toString);
      counted += count;
    }
    assertEquals(expected.values().stream().mapToLong(Long::longValue).sum(), counted);
  }
}
