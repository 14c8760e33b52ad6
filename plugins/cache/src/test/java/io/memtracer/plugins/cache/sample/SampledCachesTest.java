package io.memtracer.plugins.cache.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Finding;
import io.memtracer.api.result.Table;
import io.memtracer.plugins.cache.CacheFactory;
import io.memtracer.testkit.Replay;
import io.memtracer.testkit.Results;
import io.memtracer.testkit.SampledMissesConformance;
import io.memtracer.testkit.TestContext;
import io.memtracer.testkit.Trace;
import io.memtracer.testkit.Traces;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs of which blocks are traced. */
class SampledCachesTest extends SampledMissesConformance {

  private static final int SEEDS = 60;

  @Override
  protected TraceAnalyzer analyzer() {
    return analyzer("l1:4K:4+l2:8K:8", "none");
  }

  private static TraceAnalyzer analyzer(final String levels, final String coherence) {
    final CacheFactory factory = new CacheFactory();
    return factory.create(
        AnalyzerOptions.of(factory.options(), Map.of("levels", levels, "coherence", coherence)));
  }

  /** Walks over what fits, and leaps to what doesn't. */
  @Override
  protected Trace program(final int seed) {
    final Random random = new Random(seed);
    return Traces.drifting(random, 8, 1 << 18, RECORDS / 2)
        .interleavedWith(Traces.drifting(random, 8, 1 << 18, RECORDS / 2).stores());
  }

  @Override
  protected String section() {
    return "cache";
  }

  @Override
  protected double vaguest() {
    return 300;
  }

  @Test
  void whatIsWrittenBackLiesWithin() {
    int covered = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      final Trace whole = program(seed);
      final AnalysisResult truth = Replay.of(whole).into(analyzer());
      final Table estimates = (Table) Results.item(sampled(whole), "estimates", "write-backs");
      for (final List<Object> row : estimates.rows()) {
        final long lines =
            (long) Results.row(truth, "cache", "writes", row.get(0)).get("write-backs");
        covered += (long) row.get(1) <= lines && lines <= (long) row.get(2) ? 1 : 0;
        assertTrue((long) row.get(1) > 0, row::toString);
      }
    }
    assertTrue(covered >= 0.95 * 2 * SEEDS, covered + " of " + 2 * SEEDS);
  }

  /** Each access misses two lines, so that there are more misses than accesses. */
  @Test
  void theTruthLiesWithinIfAccessesCrossLines() {
    final Trace whole = Traces.stride(60, 128, RECORDS);
    final Table estimates = (Table) Results.item(sampled(whole), "estimates", "misses");
    final long misses = 2L * RECORDS;
    final List<Object> row = estimates.rows().get(0);
    assertTrue((long) row.get(2) <= misses && misses <= (long) row.get(3), row::toString);
    final Table instructions = (Table) Results.item(sampled(whole), "estimates", "instructions");
    final List<Object> only = instructions.rows().get(0);
    assertTrue((long) only.get(4) <= misses && misses <= (long) only.get(5), only::toString);
  }

  /** Of the levels before the one that can't be told of, bounds are given all the same. */
  @ParameterizedTest
  @CsvSource({
    "l1:4K:4, none, 2, l1, ''",
    "l1:4K:4+l2:8K:8:shared, none, 1, l1 l2, ''",
    "l1:4K:4+l2:8K:8:shared, none, 2, l1, What l2 misses can't be estimated from blocks: other",
    "l1:4K:4+l2:8K:8:fifo+l3:16K:8, none, 1, l1, What l2 and the levels behind it miss can't be",
    "l1:4K:4+l2:8K:8:stride, none, 1, l1, what it fetches ahead depends on what was accessed",
    "l1:4K:4+l2:8K:8:exclusive, none, 1, l1, it has what the level before it lost",
    "l1:4K:4:write-through+l2:8K:8, none, 1, l1, all that is written is written through to it",
    "l1:4K:4:no-allocate, none, 1, '', what it writes doesn't come there",
    "l1:4K:4:plru, none, 1, '', depends on more than the order of use",
    "l1:4K:4+l2:8K:8:inclusive, none, 1, '', an inclusive level takes lines away",
    "l1:4K:4, mesi, 1, l1, ''",
    "l1:4K:4, mesi, 2, '', other vCPUs take lines away"
  })
  void saysOfWhatItCannotSayAnything(
      final String levels,
      final String coherence,
      final int vcpus,
      final String estimated,
      final String why) {
    final TestContext context = TestContext.builder().vcpus(vcpus).sampling(SAMPLING).build();
    final AnalysisResult result =
        Replay.of(program(1).slice(0, 20 * BLOCK).sampled(SAMPLING))
            .with(context)
            .into(analyzer(levels, coherence));
    final Finding finding = (Finding) Results.item(result, "estimates", "not-estimated");
    assertTrue(finding.text().contains(why), finding::text);
    final boolean hasTable =
        result.sections().get(0).items().stream().anyMatch(item -> item.key().equals("misses"));
    assertEquals(!estimated.isEmpty(), hasTable);
    if (hasTable) {
      final Table table = (Table) Results.item(result, "estimates", "misses");
      final List<Object> names = table.rows().stream().map(row -> row.get(0)).distinct().toList();
      assertEquals(List.of((Object[]) estimated.split(" ", -1)), names);
    }
  }
}
