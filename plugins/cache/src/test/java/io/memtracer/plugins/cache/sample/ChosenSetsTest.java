package io.memtracer.plugins.cache.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.InvalidOptionException;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Table;
import io.memtracer.plugins.cache.CacheFactory;
import io.memtracer.testkit.Replay;
import io.memtracer.testkit.Results;
import io.memtracer.testkit.Trace;
import io.memtracer.testkit.Traces;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of a quarter of the sets what all of them miss. */
class ChosenSetsTest {

  private static final String LEVELS = "l1:16K:4+l2:128K:8";
  private static final int RECORDS = 60_000;

  /** The misses of all sets lie within what some sets say in 19 of 20 cases, or more. */
  @Test
  void theTruthLiesWithin() {
    int cases = 0;
    int covered = 0;
    for (int seed = 0; seed < 60; seed++) {
      final Trace trace = program(new Random(seed));
      final Table truth = table(analyze(Map.of("levels", LEVELS), trace), "cache", "levels");
      final AnalysisResult some = analyze(Map.of("levels", LEVELS, "sample-lines", "0.25"), trace);
      final Table estimates = table(some, "estimates", "misses");
      for (int row = 0; row < truth.rows().size(); row++) {
        final long misses = (long) truth.rows().get(row).get(3);
        final List<Object> estimate = estimates.rows().get(row);
        assertEquals(truth.rows().get(row).subList(0, 2), estimate.subList(0, 2));
        cases++;
        covered += (long) estimate.get(4) <= misses && misses <= (long) estimate.get(5) ? 1 : 0;
        assertTrue(
            (long) estimate.get(5) - (long) estimate.get(4) < RECORDS / 5, estimate::toString);
      }
    }
    assertEquals(60 * 6, cases);
    assertTrue(covered >= 0.95 * cases, covered + " of " + cases);
  }

  /** What is traced of all sets is counted, and of the chosen ones what goes there. */
  @Test
  void countsAllAccesses() {
    final AnalysisResult result =
        analyze(Map.of("levels", LEVELS, "sample-lines", "0.25"), Traces.stride(0, 64, 64 * 100));
    assertEquals(16L, Results.metric(result, "estimates", "chosen"));
    assertEquals(64L, Results.metric(result, "estimates", "sets"));
    assertEquals(6400L, Results.metric(result, "estimates", "whole"));
    assertEquals(1600L, Results.metric(result, "cache", "accesses"));
    final List<Object> all = table(result, "estimates", "misses").rows().get(0);
    assertEquals(List.of(1600L, 6400L, 6400L, 6400L), all.subList(2, 6));
  }

  @ParameterizedTest
  @CsvSource({
    "l1:1K:4, false, a level has only 4 of them",
    "l1:32K:1+l2:96K:16, false, 'the level with the fewest has 96: that must be a power of two'",
    "l1:32K:8+l2:96K:16, false, 'all other levels have so many or a multiple of that'",
    "l1:32K:8:drrip, false, those of drrip decide together",
    "l1:32K:8:next-line, false, are about all of them",
    "l1:32K:8, true, are about all of them"
  })
  void refusesWhatHasNoSetsApart(final String levels, final String threeC, final String why) {
    final InvalidOptionException refused =
        assertThrows(
            InvalidOptionException.class,
            () -> analyzer(Map.of("levels", levels, "three-c", threeC, "sample-lines", "0.25")));
    assertTrue(refused.getMessage().contains(why), refused::getMessage);
  }

  /** Stretches of what fits and of what doesn't, of both kinds of code. */
  private static Trace program(final Random random) {
    final Trace fits = Traces.zipf(random, 0x10_0000, 1 << 17, RECORDS / 2);
    final Trace jumps = Traces.random(random, 0x100_0000, 1 << 19, RECORDS / 4);
    final Trace kernel = Traces.random(random, -1L << 40, 1 << 16, RECORDS / 4).kernel();
    return fits.interleavedWith(jumps).then(kernel);
  }

  private static Table table(final AnalysisResult result, final String section, final String key) {
    return (Table) Results.item(result, section, key);
  }

  private static AnalysisResult analyze(final Map<String, String> options, final Trace trace) {
    return Replay.of(trace).into(analyzer(options));
  }

  private static TraceAnalyzer analyzer(final Map<String, String> given) {
    final CacheFactory factory = new CacheFactory();
    return factory.create(AnalyzerOptions.of(factory.options(), given));
  }
}
