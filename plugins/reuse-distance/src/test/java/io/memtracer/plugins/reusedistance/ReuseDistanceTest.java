package io.memtracer.plugins.reusedistance;

import static io.memtracer.testkit.Traces.load;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.EndOfTrace;
import io.memtracer.api.InvalidOptionException;
import io.memtracer.api.Sampling;
import io.memtracer.api.Task;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Bucket;
import io.memtracer.api.result.Curve;
import io.memtracer.api.result.Finding;
import io.memtracer.api.result.Histogram;
import io.memtracer.testkit.Replay;
import io.memtracer.testkit.Results;
import io.memtracer.testkit.TestContext;
import io.memtracer.testkit.Trace;
import io.memtracer.testkit.Traces;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Known answers. */
class ReuseDistanceTest {

  private static final long BASE = 0x7f00_0000_0000L;

  /** Measuring some lines is SHARDS, however it is asked for. */
  @Test
  void someLinesAreShards() {
    final Trace trace = Traces.zipf(new Random(1), 0x10_0000, 1 << 20, 20_000);
    assertEquals(
        analyze(Map.of("method", "rate", "rate", "0.1"), trace),
        analyze(Map.of("sample-lines", "0.1"), trace));
    assertThrows(
        InvalidOptionException.class,
        () -> analyze(Map.of("method", "rate", "sample-lines", "0.1"), trace));
  }

  /** A loop over an array: each line comes again when all others have. */
  @Test
  void aLoopOverAnArrayHasOneDistance() {
    final int lines = 4096;
    final int passes = 5;
    final AnalysisResult result = analyze(Map.of(), Traces.stride(BASE, 64, lines).times(passes));
    final Histogram distances = (Histogram) Results.item(result, "reuse-distance", "distances");
    assertEquals(
        List.of(new Bucket(lines / 2, lines - 1, (passes - 1L) * lines)), distances.buckets());
    assertEquals(lines, distances.outside().get(0).count());
    final Curve curve = (Curve) Results.item(result, "miss-ratio", "curve");
    for (int i = 0; i < curve.x().size(); i++) {
      final boolean fits = curve.x().get(i) >= lines * 64.0;
      assertEquals(fits ? 1.0 / passes : 1, curve.lines().get(0).values().get(i));
    }
    assertEquals((double) lines * 64, curve.x().get(curve.x().size() - 1));
    final Finding step = (Finding) Results.item(result, "reuse-distance", "steepest");
    assertTrue(step.text().contains("to 256 KiB the miss ratio falls from 100.0 % to 20.0 %"));
  }

  /** Eight accesses to each line: seven of them are to the line used last. */
  @Test
  void neighboursOnALineHaveNoDistance() {
    final AnalysisResult result = analyze(Map.of(), Traces.sequential(BASE, 8000).times(2));
    final Histogram distances = (Histogram) Results.item(result, "reuse-distance", "distances");
    assertEquals(
        List.of(new Bucket(0, 0, 14_000), new Bucket(512, 1023, 1000)), distances.buckets());
    final Map<String, Object> user = Results.row(result, "reuse-distance", "by-mode", "user");
    assertEquals(16_000L, user.get("references"));
    assertEquals(0L, user.get("distance-p50"));
    assertEquals(1L, user.get("time-p90"));
  }

  /** The example of Mattson et al.: a b b c b a d c a a, with lines for letters. */
  @Test
  void knowsTheTextbook() {
    final int[] letters = {0, 1, 1, 2, 1, 0, 3, 2, 0, 0};
    Trace trace = Traces.empty();
    for (final int letter : letters) {
      trace = trace.then(Traces.of(load(BASE + letter * 64L, 8)));
    }
    final AnalysisResult result = analyze(Map.of(), trace);
    final Histogram distances = (Histogram) Results.item(result, "reuse-distance", "distances");
    // b 0, b 1, a 2, c 3, a 2, a 0.
    assertEquals(
        List.of(new Bucket(0, 0, 2), new Bucket(1, 1, 1), new Bucket(2, 3, 3)),
        distances.buckets());
    final Histogram times = (Histogram) Results.item(result, "reuse-distance", "times");
    // b 1, b 2, a 5, c 4, a 3, a 1.
    assertEquals(
        List.of(new Bucket(1, 1, 2), new Bucket(2, 3, 2), new Bucket(4, 7, 2)), times.buckets());
  }

  /** Any place of an array is as likely as any other: a cache of a part of it hits that part. */
  @Test
  void randomAccessesHitTheShareThatFits() {
    final int count = 200_000;
    final Trace warm = Traces.sequential(BASE, (256 << 10) / 8);
    final Trace trace = warm.then(Traces.random(new Random(7), BASE, 256 << 10, count));
    final Map<String, Object> row =
        Results.row(analyze(Map.of(), trace), "miss-ratio", "sizes", 64L << 10);
    final double misses = (long) row.get("misses") - (256 << 10) / 64;
    assertEquals(0.75, misses / count, 3 * Math.sqrt(0.25 * 0.75 / count));
  }

  /** What user and kernel code use is one stack, told apart by who uses. */
  @Test
  void tellsUserFromKernel() {
    final Trace user = Traces.stride(BASE, 64, 100);
    final Trace kernel = Traces.stride(-8192, 64, 28).kernel();
    final AnalysisResult result = analyze(Map.of(), user.then(kernel).times(3));
    final Map<String, Object> fits = Results.row(result, "miss-ratio", "sizes", 128L * 64);
    assertEquals(1.0 / 3, (double) fits.get("user"), 1e-9);
    final Map<String, Object> byMode = Results.row(result, "reuse-distance", "by-mode", "kernel");
    assertEquals(28L, byMode.get("cold"));
    assertEquals(84L, byMode.get("references"));
    final Map<String, Object> small = Results.row(result, "miss-ratio", "sizes", 64L * 64);
    assertEquals(1.0, (double) small.get("kernel"), 1e-9);
  }

  @Test
  void crossingAccessesUseBothLines() {
    final AnalysisResult result =
        analyze(Map.of(), Traces.of(load(60, 8), load(60, 4), load(64, 4), load(-4, 8)));
    assertEquals(2L, Results.metric(result, "reuse-distance", "crossings"));
    // 0, 1; 0 again; 1 again; the last line of all, and 0 again.
    assertEquals(3L, Results.metric(result, "reuse-distance", "cold"));
  }

  /** The same addresses in two programs are two programs' lines, but the kernel's are the same. */
  @Test
  void keepsLinesOfAddressSpacesApart() {
    final Trace trace =
        Traces.stride(0x5555_5555_5000L, 64, 10)
            .then(Traces.stride(0xffff_8880_0000_0000L, 64, 5).kernel());
    for (final Map<String, String> method :
        List.of(
            Map.of("method", "exact"),
            Map.of("method", "rate", "rate", "1"),
            Map.of("method", "size"))) {
      final TraceAnalyzer analyzer = analyzer(method);
      analyzer.onStart(TestContext.DEFAULT);
      for (int turn = 0; turn < 3; turn++) {
        for (int space = 1; space <= 2; space++) {
          Replay.of(trace).by(new Task(space, space, space, space, "p")).feed(analyzer);
        }
      }
      final AnalysisResult result = analyzer.onEnd(EndOfTrace.of(90));
      assertEquals(25L, Results.metric(result, "reuse-distance", "cold"));
      final Map<String, Object> user = Results.row(result, "reuse-distance", "by-mode", "user");
      // The other program's ten lines and the kernel's five are between, and nine of its own.
      assertEquals(24L, user.get("distance-p50"));
    }
  }

  /** What is sampled in one address space says nothing of what is in another. */
  @Test
  void choosesLinesOfAddressSpacesApart() {
    final LineHash hash = new LineHash(1, 6);
    int different = 0;
    for (long line = 0; line < 10_000; line++) {
      final long half = LineHash.VALUES / 2;
      final boolean here = LineHash.value(hash.mix(line | 1L << 41)) < half;
      different += LineHash.value(hash.mix(line | 1L << 42)) < half == here ? 0 : 1;
    }
    assertEquals(5000, different, 200);
  }

  /** In 100 seeds the stated error covers the true one at least 95 times. */
  @Test
  void sampledCurvesAreAsNearAsTheySay() {
    final Random random = new Random(1);
    final Trace trace =
        Traces.zipf(random, BASE, 8 << 20, 200_000)
            .then(Traces.sequential(BASE + (64 << 20), 100_000).times(2))
            .interleavedWith(Traces.random(random, BASE + (32 << 20), 2 << 20, 200_000));
    final AnalysisResult exact = analyze(Map.of(), trace);
    for (final Map<String, String> method :
        List.of(
            Map.of("method", "rate", "rate", "0.02"), Map.of("method", "size", "lines", "1000"))) {
      int covered = 0;
      for (int seed = 0; seed < 100; seed++) {
        final Map<String, String> options = new HashMap<>(method);
        options.put("seed", Integer.toString(seed));
        final AnalysisResult sampled = analyze(options, trace);
        final double stated =
            Results.metric(sampled, "reuse-distance", "stated-error").doubleValue();
        assertTrue(stated < 0.1, "stated " + stated);
        covered += Curves.meanError(exact, sampled) <= stated ? 1 : 0;
      }
      assertTrue(covered >= 95, method + ": covered " + covered);
    }
  }

  @Test
  void warnsOfWhatItDidNotSee() {
    final TestContext sampled = TestContext.builder().sampling(new Sampling(10, 3)).build();
    final AnalysisResult result =
        Replay.of(Traces.sequential(0, 10)).with(sampled).into(analyzer(Map.of()));
    final Finding finding = (Finding) Results.item(result, "reuse-distance", "partial");
    assertEquals(Finding.Level.WARNING, finding.level());
  }

  @Test
  void refusesLinesThatAreNoPowerOfTwo() {
    assertThrows(InvalidOptionException.class, () -> analyzer(Map.of("line", "96")));
  }

  private static AnalysisResult analyze(final Map<String, String> options, final Trace trace) {
    return Replay.of(trace).into(analyzer(options));
  }

  private static TraceAnalyzer analyzer(final Map<String, String> given) {
    final ReuseDistanceFactory factory = new ReuseDistanceFactory();
    return factory.create(AnalyzerOptions.of(factory.options(), given));
  }
}
