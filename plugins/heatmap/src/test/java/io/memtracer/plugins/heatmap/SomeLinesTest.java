package io.memtracer.plugins.heatmap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.RecordWord;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.HeatMap;
import io.memtracer.api.result.Table;
import io.memtracer.plugins.support.SampledLines;
import io.memtracer.testkit.Partition;
import io.memtracer.testkit.Replay;
import io.memtracer.testkit.Results;
import io.memtracer.testkit.SeededRandom;
import io.memtracer.testkit.Trace;
import io.memtracer.testkit.TraceBuilder;
import io.memtracer.testkit.Traces;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Pictures of all lines from those that a hash chose. */
@ExtendWith(SeededRandom.class)
class SomeLinesTest {

  private static final int RECORDS = 20_000;
  private static final long SKEWED = 0x2000_0000L;

  /** The same pictures as of a trace that has nothing but the chosen lines, times four. */
  @RepeatedTest(20)
  void countsWhatIsChosen(final Random random) {
    final Trace trace = Traces.mixed(random, RECORDS / 5);
    final SampledLines lines = new SampledLines(0.25, 6);
    final long[] counted = new long[2];
    for (int i = 0; i < trace.size(); i++) {
      if (lines.has(trace.address(i) >>> 6)) {
        counted[RecordWord.isUser(trace.word(i)) ? 1 : 0]++;
      }
    }
    final AnalysisResult result =
        Replay.of(trace).in(Partition.random(random)).into(analyzer("0.25"));
    assertEquals((long) trace.size(), Results.metric(result, "heatmap", "accesses"));
    assertEquals(4.0 * counted[1], sum(result, "user"));
    assertEquals(4.0 * counted[0], sum(result, "kernel"));
  }

  private static double sum(final AnalysisResult result, final String section) {
    final HeatMap map = (HeatMap) Results.item(result, section, "map");
    return map.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /** What regions were accessed lies within what some lines say in 19 of 20 cases, or more. */
  @Test
  void theTruthLiesWithin() {
    int cases = 0;
    int covered = 0;
    for (int seed = 0; seed < 60; seed++) {
      final Trace trace = program(new Random(seed));
      final Table truth = (Table) Results.item(analyze(trace, "1"), "user", "regions");
      final Table some = (Table) Results.item(analyze(trace, "0.1"), "estimates", "regions");
      for (final List<Object> row : some.rows()) {
        final long accesses = accesses(truth, (long) row.get(1));
        cases++;
        covered += (long) row.get(5) <= accesses && accesses <= (long) row.get(6) ? 1 : 0;
        // Of an area where one line has a sixth of the accesses little can be said.
        assertTrue(
            (long) row.get(6) - (long) row.get(5) < RECORDS / 2 || (long) row.get(1) == SKEWED,
            row::toString);
      }
    }
    assertEquals(60 * 3, cases);
    assertTrue(covered >= 0.95 * cases, covered + " of " + cases);
  }

  /** Of the region that an address is in. */
  private static long accesses(final Table regions, final long address) {
    return regions.rows().stream()
        .filter(row -> (long) row.get(0) <= address && address <= (long) row.get(1))
        .mapToLong(row -> (long) row.get(4))
        .findFirst()
        .orElseThrow();
  }

  /** Three areas, one of which is used more here and less there. */
  private static Trace program(final Random random) {
    return new TraceBuilder()
        .add(Traces.random(random, 0x1000_0000L, 1 << 18, RECORDS / 4))
        .add(Traces.zipf(random, SKEWED, 1 << 20, RECORDS / 2))
        .add(Traces.sequential(0x3000_0000L, RECORDS / 4))
        .build();
  }

  private static AnalysisResult analyze(final Trace trace, final String share) {
    return Replay.of(trace).into(analyzer(share));
  }

  private static TraceAnalyzer analyzer(final String share) {
    final HeatmapFactory factory = new HeatmapFactory();
    return factory.create(AnalyzerOptions.of(factory.options(), Map.of("sample-lines", share)));
  }
}
