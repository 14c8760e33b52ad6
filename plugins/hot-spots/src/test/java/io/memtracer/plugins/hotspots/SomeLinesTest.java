package io.memtracer.plugins.hotspots;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Table;
import io.memtracer.testkit.Replay;
import io.memtracer.testkit.Results;
import io.memtracer.testkit.Trace;
import io.memtracer.testkit.Traces;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Counts of some lines. */
class SomeLinesTest {

  /** The number of all lines lies within what some lines say in 19 of 20 cases, or more. */
  @Test
  void theTruthLiesWithin() {
    int covered = 0;
    for (int seed = 0; seed < 200; seed++) {
      final long base = 0x10_0000L * (seed + 1);
      final int lines = 2000 + 10 * seed;
      final AnalysisResult result = analyze(0.1, Traces.stride(base, 64, lines));
      final List<Object> row = ((Table) Results.item(result, "estimates", "lines")).rows().get(0);
      covered += (long) row.get(2) <= lines && lines <= (long) row.get(3) ? 1 : 0;
      assertTrue((long) row.get(3) - (long) row.get(2) < lines / 2, row::toString);
    }
    assertTrue(covered >= 190, covered + " of 200");
  }

  /** Of a line that is counted each access is; instructions are counted all. */
  @Test
  void countsOfALineAreExact() {
    final Trace trace = Traces.zipf(new Random(1), 0x10_0000, 1 << 20, 50_000);
    final Map<Object, Object> exact = counts(analyze(1, trace));
    final AnalysisResult some = analyze(0.1, trace);
    final Map<Object, Object> counted = counts(some);
    assertTrue(counted.size() > 100 && counted.size() < exact.size() / 5, "" + counted.size());
    counted.forEach((line, count) -> assertEquals(exact.get(line), count));
    final Table instructions = (Table) Results.item(some, "instructions", "busiest");
    assertEquals(50_000L, instructions.rows().get(0).get(4));
    assertTrue(some.sections().stream().noneMatch(section -> section.key().equals("pages")));
  }

  private static Map<Object, Object> counts(final AnalysisResult result) {
    final Map<Object, Object> counts = new HashMap<>();
    ((Table) Results.item(result, "lines", "hottest"))
        .rows()
        .forEach(row -> counts.put(row.get(0), row.get(1)));
    return counts;
  }

  private static AnalysisResult analyze(final double share, final Trace trace) {
    return Replay.of(trace)
        .into(analyzer(Map.of("sample-lines", Double.toString(share), "top", "100000")));
  }

  private static TraceAnalyzer analyzer(final Map<String, String> given) {
    final HotSpotsFactory factory = new HotSpotsFactory();
    return factory.create(AnalyzerOptions.of(factory.options(), given));
  }
}
