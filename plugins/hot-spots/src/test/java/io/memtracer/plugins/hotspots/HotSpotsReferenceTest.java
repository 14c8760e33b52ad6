package io.memtracer.plugins.hotspots;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.RecordWord;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Table;
import io.memtracer.testkit.Partition;
import io.memtracer.testkit.Replay;
import io.memtracer.testkit.Results;
import io.memtracer.testkit.SeededRandom;
import io.memtracer.testkit.Trace;
import io.memtracer.testkit.Traces;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.ExtendWith;

/** Compares with maps. */
@ExtendWith(SeededRandom.class)
class HotSpotsReferenceTest {

  @RepeatedTest(40)
  void agreesWithMaps(final Random random) {
    final int lineBytes = 16 << random.nextInt(9);
    final long pageBytes = (long) lineBytes << random.nextInt(8);
    final Trace trace = Traces.mixed(random, random.nextInt(5000));
    final NaiveCounts naive = new NaiveCounts(trace, lineBytes, pageBytes);
    final AnalysisResult result =
        analyze(trace, random, Map.of("line", "" + lineBytes, "page-size", "" + pageBytes));
    assertEquals(naive.crossings, Results.metric(result, "hot-spots", "crossings"));
    assertEquals(naive.lines, counts(result, "lines", "accesses"));
    assertEquals(naive.pages, counts(result, "pages", "accesses"));
    final Map<Long, Long> stores = counts(result, "lines", "user-stores");
    stores.values().removeIf(count -> count == 0);
    assertEquals(naive.userStores, stores);
    compareInstructions(naive, result);
  }

  /** Where there is no room, counts are too high by no more than is said. */
  @RepeatedTest(20)
  void boundsWhatItDoesNotCountExactly(final Random random) {
    final int sketch = 1 + random.nextInt(100);
    final Trace trace =
        Traces.mixed(random, 3000).then(Traces.zipf(random, 1 << 20, 1 << 17, 3000));
    final NaiveCounts naive = new NaiveCounts(trace, 64, 4096);
    final AnalysisResult result =
        analyze(trace, random, Map.of("limit", "64", "sketch", "" + sketch));
    final long estimated = (long) Results.metric(result, "hot-spots", "estimated");
    final long bound = (long) Results.metric(result, "hot-spots", "bound");
    assertTrue(bound <= estimated / sketch, bound + " of " + estimated + " in " + sketch);
    final Map<Long, Long> counts = counts(result, "lines", "accesses");
    final Map<Long, Long> excess = counts(result, "lines", "excess");
    counts.forEach(
        (line, count) -> {
          final long truth = naive.lines.get(line);
          assertTrue(count >= truth, () -> "too low: " + count + ", truth " + truth);
          assertTrue(count - excess.get(line) <= truth, () -> "too high: " + count);
          assertTrue(excess.get(line) <= bound, () -> "excess " + excess.get(line));
        });
    naive.lines.forEach(
        (line, truth) ->
            assertTrue(counts.containsKey(line) || truth <= bound, () -> "missing " + truth));
  }

  private static void compareInstructions(final NaiveCounts naive, final AnalysisResult result) {
    final Table table = (Table) Results.item(result, "instructions", "busiest");
    assertEquals(naive.instructions.size(), table.rows().size());
    final List<Long> counts = table.rows().stream().map(row -> (Long) row.get(4)).toList();
    assertEquals(
        naive.instructions.values().stream().sorted(Collections.reverseOrder()).toList(), counts);
    final Map<Long, Long> byPc =
        naive.instructions.entrySet().stream()
            .collect(
                Collectors.groupingBy(
                    entry -> RecordWord.pc(entry.getKey()),
                    Collectors.summingLong(Map.Entry::getValue)));
    assertEquals(
        byPc,
        table.rows().stream()
            .collect(
                Collectors.groupingBy(
                    row -> (Long) row.get(0), Collectors.summingLong(row -> (Long) row.get(4)))));
  }

  private static Map<Long, Long> counts(
      final AnalysisResult result, final String section, final String column) {
    final Table table = (Table) Results.item(result, section, "hottest");
    final int index = table.columns().stream().map(one -> one.key()).toList().indexOf(column);
    return table.rows().stream()
        .collect(Collectors.toMap(row -> (Long) row.get(0), row -> (Long) row.get(index)));
  }

  private static AnalysisResult analyze(
      final Trace trace, final Random random, final Map<String, String> given) {
    final HotSpotsFactory factory = new HotSpotsFactory();
    final Map<String, String> options = new HashMap<>(given);
    options.put("top", "100000");
    return Replay.of(trace)
        .in(Partition.random(random))
        .into(factory.create(AnalyzerOptions.of(factory.options(), options)));
  }
}
