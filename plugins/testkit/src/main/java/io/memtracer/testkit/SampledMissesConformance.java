package io.memtracer.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.api.Sampling;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Table;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * What an analyzer that simulates levels of something must tell of a run of which blocks were
 * traced: a table {@code misses} in the section {@code estimates}, with {@code low} and {@code
 * high} by {@code level} and {@code mode} of what its table {@code levels} has of a whole run.
 */
public abstract class SampledMissesConformance {

  /** Records in a block. */
  protected static final int BLOCK = 1 << 10;

  /** One block of each eight. */
  protected static final Sampling SAMPLING = new Sampling(10, 3);

  /** Records of a program. */
  protected static final int RECORDS = 256 * BLOCK;

  /** Programs; each is counted by user code, by the kernel, and in all. */
  private static final int SEEDS = 60;

  private static final int MODES = 3;
  private static final TestContext SAMPLED =
      TestContext.builder().vcpus(1).sampling(SAMPLING).build();

  /** For subclasses. */
  protected SampledMissesConformance() {}

  /**
   * A fresh analyzer.
   *
   * @return of levels that a block fills
   */
  protected abstract TraceAnalyzer analyzer();

  /**
   * A program that hits and misses.
   *
   * @param seed where chance comes from
   * @return {@link #RECORDS} of it
   */
  protected abstract Trace program(int seed);

  /**
   * Where the analyzer tells of a whole run.
   *
   * @return key of the section
   */
  protected abstract String section();

  /**
   * How far the bounds may be apart.
   *
   * @return misses of 1,000 accesses
   */
  protected abstract double vaguest();

  /**
   * What the analyzer says of a sample.
   *
   * @param whole run of which blocks are traced
   * @return the result
   */
  protected final AnalysisResult sampled(final Trace whole) {
    return Replay.of(whole.sampled(SAMPLING)).with(SAMPLED).into(analyzer());
  }

  /** The whole run's misses lie within what a sample says in 19 of 20 runs, or more. */
  @Test
  void theTruthLiesWithin() {
    final Map<String, Integer> covered = new TreeMap<>();
    final Set<Object> levels = new TreeSet<>();
    for (int seed = 0; seed < SEEDS; seed++) {
      final Trace whole = program(seed);
      final AnalysisResult truth = Replay.of(whole).into(analyzer());
      ((Table) Results.item(truth, section(), "levels"))
          .rows()
          .forEach(row -> levels.add(row.get(0)));
      final Table estimates = (Table) Results.item(sampled(whole), "estimates", "misses");
      for (final List<Object> row : estimates.rows()) {
        final String level = (String) row.get(0);
        final Object mode = row.get(1);
        final long low = (long) row.get(2);
        final long high = (long) row.get(3);
        final long misses =
            (long) Results.row(truth, section(), "levels", level, mode).get("misses");
        covered.merge(level, low <= misses && misses <= high ? 1 : 0, Integer::sum);
        assertTrue((double) row.get(5) - (double) row.get(4) < vaguest(), row::toString);
        assertTrue(low > 0, row::toString);
      }
    }
    assertEquals(levels, covered.keySet());
    covered.forEach(
        (level, times) ->
            assertTrue(times >= 0.95 * MODES * SEEDS, level + ": " + times + " within"));
  }

  /** So do the first level's misses by the two instructions, of user code and the kernel's. */
  @Test
  void theTruthOfInstructionsLiesWithin() {
    int cases = 0;
    int covered = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      final Trace whole = program(seed);
      final AnalysisResult truth = Replay.of(whole).into(analyzer());
      final Table estimates = (Table) Results.item(sampled(whole), "estimates", "instructions");
      for (final List<Object> row : estimates.rows()) {
        final Object[] instruction = row.subList(0, 4).toArray();
        final long misses =
            (long) Results.row(truth, "top", "instructions", instruction).get("misses");
        covered += (long) row.get(4) <= misses && misses <= (long) row.get(5) ? 1 : 0;
        cases++;
      }
    }
    assertTrue(cases >= 2 * SEEDS && covered >= 0.95 * cases, covered + " of " + cases);
  }

  /** What was skipped is counted, too. */
  @Test
  void saysHowMuchThereWas() {
    final AnalysisResult result = sampled(program(1));
    assertEquals((long) RECORDS, Results.metric(result, "estimates", "whole"));
    assertEquals(RECORDS / BLOCK / 8L, Results.metric(result, "estimates", "blocks"));
  }

  @Test
  void estimatesNothingOfAWholeRun() {
    final AnalysisResult result = Replay.of(Traces.sequential(0, 10)).into(analyzer());
    assertTrue(result.sections().stream().noneMatch(one -> one.key().equals("estimates")));
  }
}
