package io.memtracer.plugins.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.Sampling;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.testkit.Replay;
import io.memtracer.testkit.Results;
import io.memtracer.testkit.TestContext;
import io.memtracer.testkit.Trace;
import io.memtracer.testkit.TraceBuilder;
import io.memtracer.testkit.Traces;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Runs of which blocks are traced. */
class SampledCachesTest {

  private static final int BLOCK = 1 << 10;

  /** One block of each eight. */
  private static final Sampling SAMPLING = new Sampling(10, 3);

  private static final TestContext SAMPLED =
      TestContext.builder().vcpus(1).sampling(SAMPLING).build();

  /** The whole run's misses lie within what a sample says in 19 of 20 runs, or more. */
  @Test
  void theTruthLiesWithin() {
    int covered = 0;
    for (int seed = 0; seed < 60; seed++) {
      final Trace whole = program(new Random(seed), 256 * BLOCK);
      final AnalysisResult truth = Replay.of(whole).into(analyzer());
      for (final String mode : new String[] {"total", "user", "kernel"}) {
        final long misses = (long) Results.row(truth, "cache", "levels", "l1", mode).get("misses");
        final Map<String, Object> row = Results.row(sampled(whole), "estimates", "misses", mode);
        covered += (long) row.get("low") <= misses && misses <= (long) row.get("high") ? 1 : 0;
        assertTrue((double) row.get("high-rate") - (double) row.get("low-rate") < 300, "too vague");
        assertTrue((long) row.get("low") > 0, row::toString);
      }
    }
    assertTrue(covered >= 0.95 * 180, covered + " of 180");
  }

  /** What was skipped is counted, too. */
  @Test
  void saysHowMuchThereWas() {
    final AnalysisResult result = sampled(program(new Random(1), 256 * BLOCK));
    assertEquals(256L * BLOCK, Results.metric(result, "estimates", "whole"));
    assertEquals(32L, Results.metric(result, "estimates", "blocks"));
  }

  @Test
  void estimatesNothingOfAWholeRun() {
    final AnalysisResult result = Replay.of(Traces.sequential(0, 10)).into(analyzer());
    assertTrue(result.sections().stream().noneMatch(one -> one.key().equals("estimates")));
  }

  /** Loops over what fits, and jumps to what doesn't, now more of the one, now of the other. */
  private static Trace program(final Random random, final int accesses) {
    final TraceBuilder builder = new TraceBuilder();
    while (builder.size() < accesses) {
      final int left = Math.min(accesses - builder.size(), 1 + random.nextInt(60));
      final boolean isLoop = random.nextInt(100) < 70 + 20 * builder.size() / accesses;
      final Trace stretch =
          isLoop
              ? Traces.stride(0x10_0000, 8, left)
              : Traces.random(random, 0x100_0000, 1 << 18, left);
      builder.add(random.nextInt(3) == 0 ? stretch.kernel() : stretch);
    }
    return builder.build();
  }

  private static AnalysisResult sampled(final Trace whole) {
    return Replay.of(whole.sampled(SAMPLING)).with(SAMPLED).into(analyzer());
  }

  private static TraceAnalyzer analyzer() {
    final CacheFactory factory = new CacheFactory();
    return factory.create(
        AnalyzerOptions.of(factory.options(), Map.of("levels", "l1:4K:4+l2:64K:8")));
  }
}
