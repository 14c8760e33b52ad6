package io.memtracer.plugins.reusedistance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Bucket;
import io.memtracer.api.result.Histogram;
import io.memtracer.api.result.Table;
import io.memtracer.testkit.Partition;
import io.memtracer.testkit.Replay;
import io.memtracer.testkit.Results;
import io.memtracer.testkit.SeededRandom;
import io.memtracer.testkit.Trace;
import io.memtracer.testkit.Traces;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.ExtendWith;

/** Compares with a list of lines. */
@ExtendWith(SeededRandom.class)
class ReuseReferenceTest {

  @RepeatedTest(40)
  void agreesWithAListOfLines(final Random random) {
    final int lineShift = 4 + random.nextInt(9);
    final Trace trace = trace(random);
    final NaiveReuse naive = new NaiveReuse(trace, 1L << lineShift, line -> true);
    compare(trace, random, lineShift, naive, 1, Map.of("method", "exact"));
  }

  @RepeatedTest(20)
  void measuresTheLinesThatTheHashChooses(final Random random) {
    final int lineShift = 4 + random.nextInt(9);
    final long seed = random.nextInt(1000);
    final double rate = 1.0 / (1 << random.nextInt(4));
    final LineHash hash = new LineHash(seed, lineShift);
    final long below = (long) (rate * LineHash.VALUES);
    final Trace trace = trace(random);
    final NaiveReuse naive =
        new NaiveReuse(trace, 1L << lineShift, line -> LineHash.value(hash.mix(line)) < below);
    final Map<String, String> options =
        Map.of("method", "rate", "rate", Double.toString(rate), "seed", Long.toString(seed));
    compare(trace, random, lineShift, naive, 1 / rate, options);
  }

  /** As long as there are fewer lines, all are measured. */
  @RepeatedTest(5)
  void measuresAllWhileThereIsRoom(final Random random) {
    final Trace trace = trace(random);
    final NaiveReuse naive = new NaiveReuse(trace, 64, line -> true);
    compare(trace, random, 6, naive, 1, Map.of("method", "size", "lines", "100000"));
  }

  /** Some of it in a small area, where there is something to be used again. */
  private static Trace trace(final Random random) {
    final int size = 1 + random.nextInt(3000);
    final Trace small = Traces.zipf(random, -4096, 1 << 17, size);
    final Trace chase = Traces.pointerChase(random, 1 << 20, 1 + random.nextInt(900), size);
    return chase
        .interleavedWith(small.kernel())
        .then(Traces.mixed(random, size))
        .interleavedWith(chase.stores().vcpu(1));
  }

  private static void compare(
      final Trace trace,
      final Random random,
      final int lineShift,
      final NaiveReuse naive,
      final double factor,
      final Map<String, String> method) {
    final ReuseDistanceFactory factory = new ReuseDistanceFactory();
    final Map<String, String> options = new HashMap<>(method);
    options.put("line", Long.toString(1L << lineShift));
    final AnalysisResult result =
        Replay.of(trace)
            .in(Partition.random(random))
            .into(factory.create(AnalyzerOptions.of(factory.options(), options)));
    assertEquals(
        naive.references - trace.size(), Results.metric(result, "reuse-distance", "crossings"));
    final Table sizes = (Table) Results.item(result, "miss-ratio", "sizes");
    for (final List<Object> row : sizes.rows()) {
      final long lines = (long) row.get(1);
      final double misses = factor * naive.misses(lines, factor, false);
      assertEquals(Math.min(1, misses / naive.references), (double) row.get(3), 1e-9);
      final double user = factor * naive.misses(lines, factor, true);
      assertEquals(
          Math.min(1, user / Math.max(1, naive.userReferences)), (double) row.get(4), 1e-9);
    }
    compareHistogram(result, "distances", naive, factor, NaiveReuse.Use::distance, factor);
    compareHistogram(result, "times", naive, factor, NaiveReuse.Use::time, 1);
  }

  private static void compareHistogram(
      final AnalysisResult result,
      final String key,
      final NaiveReuse naive,
      final double factor,
      final ToLongFunction<NaiveReuse.Use> value,
      final double scale) {
    final Histogram histogram = (Histogram) Results.item(result, "reuse-distance", key);
    final long cold = naive.measured.stream().filter(use -> use.distance() == -1).count();
    assertEquals(Math.round((double) cold * factor), histogram.outside().get(0).count());
    long found = 0;
    for (final Bucket bucket : histogram.buckets()) {
      final long count =
          naive.measured.stream()
              .filter(use -> use.distance() != -1)
              .mapToLong(use -> (long) ((double) value.applyAsLong(use) * scale))
              .filter(one -> one >= bucket.low() && one <= bucket.high())
              .count();
      assertEquals(Math.round((double) count * factor), bucket.count(), key + " " + bucket);
      found += count;
    }
    assertEquals(naive.measured.size() - cold, found);
  }
}
