package io.memtracer.plugins.cache.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.Sampling;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.plugins.cache.CacheFactory;
import io.memtracer.testkit.Replay;
import io.memtracer.testkit.Results;
import io.memtracer.testkit.TestContext;
import io.memtracer.testkit.Trace;
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
      final Trace whole = program(seed);
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
    final AnalysisResult result = sampled(program(1));
    assertEquals(256L * BLOCK, Results.metric(result, "estimates", "whole"));
    assertEquals(32L, Results.metric(result, "estimates", "blocks"));
  }

  @Test
  void estimatesNothingOfAWholeRun() {
    final AnalysisResult result = Replay.of(Traces.sequential(0, 10)).into(analyzer());
    assertTrue(result.sections().stream().noneMatch(one -> one.key().equals("estimates")));
  }

  /** Walks over what fits, and leaps to what doesn't. */
  private static Trace program(final int seed) {
    return Traces.drifting(new Random(seed), 8, 1 << 18, 256 * BLOCK);
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
