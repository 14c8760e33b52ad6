package io.memtracer.plugins.heatmap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.HeatMap;
import io.memtracer.testkit.Partition;
import io.memtracer.testkit.Replay;
import io.memtracer.testkit.Results;
import io.memtracer.testkit.SeededRandom;
import io.memtracer.testkit.Trace;
import io.memtracer.testkit.Traces;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.ExtendWith;

/** Compares with a map that knows all of the trace before it begins. */
@ExtendWith(SeededRandom.class)
class HeatmapReferenceTest {

  /** There is room for a row for each block. */
  @RepeatedTest(40)
  void agreesWithAMap(final Random random) {
    final int limit = 64 + random.nextInt(200);
    final Shape shape = shape(random, 2 * limit, limit);
    final Trace trace = Traces.mixed(random, random.nextInt(5000));
    final NaiveHeat naive = new NaiveHeat(trace, shape);
    final AnalysisResult result = analyze(trace, random, shape);
    assertEquals(naive.blockBytes, Results.metric(result, "heatmap", "block"));
    assertEquals(naive.width, Results.metric(result, "heatmap", "column"));
    assertEquals(naive.blocks(true), map(result, "user").y());
    assertEquals(naive.blocks(false), map(result, "kernel").y());
    final Map<NaiveHeat.Cell, Double> cells = new HashMap<>();
    addCells(map(result, "user"), true, cells);
    addCells(map(result, "kernel"), false, cells);
    assertEquals(naive.cells, cells);
  }

  /** However few rows there are, each access is in the row and column where it belongs. */
  @RepeatedTest(40)
  void putsEachAccessIntoItsRow(final Random random) {
    final Shape shape = shape(random, 8 + random.nextInt(60), 64 + random.nextInt(2000));
    final Trace trace = Traces.mixed(random, random.nextInt(5000));
    final NaiveHeat naive = new NaiveHeat(trace, shape);
    final AnalysisResult result = analyze(trace, random, shape);
    for (final boolean user : new boolean[] {true, false}) {
      final HeatMap map = map(result, user ? "user" : "kernel");
      assertTrue(map.y().size() <= shape.rows(), () -> map.y().size() + " rows");
      final double[] expected = new double[map.values().size()];
      naive.cells.forEach(
          (cell, accesses) -> {
            if (cell.user() == user) {
              final int column = map.x().indexOf(cell.ordinal());
              expected[row(map, cell.address()) * map.x().size() + column] += accesses;
            }
          });
      for (int i = 0; i < expected.length; i++) {
        assertEquals(expected[i], map.values().get(i));
      }
    }
  }

  private static int row(final HeatMap map, final long address) {
    for (int row = 0; row < map.y().size(); row++) {
      if (Long.compareUnsigned(map.y().get(row), address) <= 0
          && Long.compareUnsigned(address, map.yLast().get(row)) <= 0) {
        return row;
      }
    }
    throw new AssertionError("no row has 0x" + Long.toHexString(address));
  }

  private static void addCells(
      final HeatMap map, final boolean user, final Map<NaiveHeat.Cell, Double> cells) {
    for (int row = 0; row < map.y().size(); row++) {
      for (int column = 0; column < map.x().size(); column++) {
        final double value = map.value(column, row);
        if (value != 0) {
          cells.put(new NaiveHeat.Cell(user, map.y().get(row), map.x().get(column)), value);
        }
      }
    }
  }

  private static HeatMap map(final AnalysisResult result, final String section) {
    return (HeatMap) Results.item(result, section, "map");
  }

  private static Shape shape(final Random random, final int rows, final int limit) {
    return new Shape(
        64L << random.nextInt(10),
        1 + random.nextInt(100),
        rows,
        2 * (1 + random.nextInt(40)),
        limit,
        1L << random.nextInt(30),
        1);
  }

  private static AnalysisResult analyze(final Trace trace, final Random random, final Shape shape) {
    final Map<String, String> options =
        Map.of(
            "block", "" + shape.blockBytes(),
            "window", "" + shape.windowAccesses(),
            "rows", "" + shape.rows(),
            "columns", "" + shape.columns(),
            "limit", "" + shape.limit(),
            "fold", "" + shape.foldBytes());
    final HeatmapFactory factory = new HeatmapFactory();
    return Replay.of(trace)
        .in(Partition.random(random))
        .into(factory.create(AnalyzerOptions.of(factory.options(), options)));
  }
}
