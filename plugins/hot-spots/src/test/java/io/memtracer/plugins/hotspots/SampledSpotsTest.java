package io.memtracer.plugins.hotspots;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.Sampling;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Finding;
import io.memtracer.api.result.Table;
import io.memtracer.testkit.Replay;
import io.memtracer.testkit.Results;
import io.memtracer.testkit.TestContext;
import io.memtracer.testkit.Trace;
import io.memtracer.testkit.TraceBuilder;
import io.memtracer.testkit.Traces;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs of which blocks are traced. */
class SampledSpotsTest {

  private static final long BASE = 0x7f00_0000_0000L;
  private static final int BLOCK = 1 << 7;

  /** One block of each eight. */
  private static final Sampling SAMPLING = new Sampling(7, 3);

  private static final TestContext SAMPLED = TestContext.builder().sampling(SAMPLING).build();
  private static final Map<String, String> OPTIONS = Map.of("top", "10");

  /** The whole run's counts lie within what a sample says in 19 of 20 cases, or more. */
  @ParameterizedTest
  @ValueSource(strings = {"lines", "pages", "instructions"})
  void theTruthLiesWithin(final String table) {
    int rows = 0;
    int covered = 0;
    for (int seed = 0; seed < 60; seed++) {
      final Trace whole = program(new Random(seed), 512 * BLOCK);
      final AnalysisResult truth = Replay.of(whole).into(analyzer(Map.of("top", "10000")));
      final AnalysisResult result = sampled(whole, OPTIONS);
      for (final List<Object> row : estimates(result, table).rows()) {
        final int first = table.equals("instructions") ? 4 : 1;
        final long counted = counted(truth, table, row.get(0));
        rows++;
        covered +=
            (long) row.get(first + 2) <= counted && counted <= (long) row.get(first + 3) ? 1 : 0;
        assertTrue(
            (long) row.get(first + 3) - (long) row.get(first + 2) < whole.size() / 4,
            row::toString);
      }
    }
    assertEquals(60 * 10, rows);
    assertTrue(covered >= 0.95 * rows, covered + " of " + rows);
  }

  private static long counted(
      final AnalysisResult truth, final String table, final Object address) {
    return (long)
        Results.row(truth, table, table.equals("instructions") ? "busiest" : "hottest", address)
            .get("accesses");
  }

  @Test
  void saysHowMuchThereWas() {
    final AnalysisResult result = sampled(program(new Random(1), 512 * BLOCK), OPTIONS);
    assertEquals(512L * BLOCK, Results.metric(result, "estimates", "whole"));
    assertEquals(64L, Results.metric(result, "estimates", "blocks"));
    final String text = ((Finding) Results.item(result, "estimates", "estimate")).text();
    assertTrue(text.startsWith("Of the run's 65,536 accesses 64 blocks were traced."), text);
  }

  /** What comes in few blocks only may be anything between what was seen and all. */
  @Test
  void saysNothingOfTheErrorOfWhatIsSeldom() {
    final Trace seldom = Traces.stride(BASE + 0x10_0000, 0, BLOCK);
    final Trace whole = seldom.then(Traces.stride(BASE, 0, 511 * BLOCK));
    final Map<String, Object> row =
        Results.row(sampled(whole, OPTIONS), "estimates", "lines", BASE + 0x10_0000);
    assertEquals((long) BLOCK, row.get("low"));
    assertEquals(512L * BLOCK, row.get("high"));
  }

  @Test
  void estimatesNothingOfAWholeRun() {
    final AnalysisResult result = Replay.of(Traces.sequential(0, 10)).into(analyzer(OPTIONS));
    assertTrue(result.sections().stream().noneMatch(one -> one.key().equals("estimates")));
  }

  /** Some lines are hotter than others, and stretches of the run like some of them more. */
  private static Trace program(final Random random, final int accesses) {
    final TraceBuilder builder = new TraceBuilder();
    while (builder.size() < accesses) {
      final int left = accesses - builder.size();
      final int part = 3 * builder.size() / accesses;
      final int place = (int) (16 * random.nextDouble() * random.nextDouble()) + part;
      final Trace stretch =
          Traces.stride(BASE + 4096L * place, 0, Math.min(left, 1 + random.nextInt(20)))
              .pc(0x40_1000L + 16L * place);
      builder.add(place % 3 == 0 ? stretch.stores() : stretch);
    }
    return builder.build();
  }

  private static Table estimates(final AnalysisResult result, final String key) {
    return (Table) Results.item(result, "estimates", key);
  }

  private static AnalysisResult sampled(final Trace whole, final Map<String, String> options) {
    return Replay.of(whole.sampled(SAMPLING)).with(SAMPLED).into(analyzer(options));
  }

  private static TraceAnalyzer analyzer(final Map<String, String> given) {
    final HotSpotsFactory factory = new HotSpotsFactory();
    return factory.create(AnalyzerOptions.of(factory.options(), given));
  }
}
