package io.memtracer.host.session;

import static io.memtracer.host.session.Reports.assertNothingLost;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.api.result.HeatMap;
import io.memtracer.host.report.TraceReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The analyzer heatmap on a real guest. */
final class HeatmapIT {

  /** Where workloads/count.c has its array, of so many ints. */
  private static final long ARRAY = 0x1000_0000_0000L;

  private static final int ELEMENTS = 10_000;
  private static final int IN_A_PAGE = 1024;
  private static final int PAGES = 10;
  private static final int PASSES = 20;

  /** Accesses in a column: a load and a store for so many elements, of which 20,000 are a pass. */
  private static final int COLUMN = 500;

  @Test
  void aLoopOverAnArrayIsASawWithAToothForEachPass() {
    final TraceReport report =
        Runs.of(TestWorkloads.compile("count"), PASSES)
            .userOnly(true)
            .analyzer("heatmap", Map.of("window", "" + COLUMN, "columns", "4096", "rows", "1024"))
            .run();
    assertNothingLost(report);
    final HeatMap map = (HeatMap) AnalyzersIT.item(report, "heatmap", "user", "map");
    final int first = map.y().indexOf(ARRAY);
    assertEquals(ARRAY + (PAGES - 1) * 4096L, map.y().get(first + PAGES - 1));
    for (int page = 0; page < PAGES; page++) {
      final long elements = Math.min(IN_A_PAGE, ELEMENTS - page * IN_A_PAGE);
      assertEquals(2.0 * PASSES * elements, total(map, first + page), "page " + page);
    }
    assertTrue(map.gapBelow(first) != 0, "what lies below isn't there");
    requireSaw(pagesOverTime(map, first));
  }

  private static double total(final HeatMap map, final int row) {
    double sum = 0;
    for (int column = 0; column < map.x().size(); column++) {
      sum += map.value(column, row);
    }
    return sum;
  }

  /** The page of the array with the most accesses, for each column that is mostly the array's. */
  private static List<Integer> pagesOverTime(final HeatMap map, final int first) {
    final List<Integer> pages = new ArrayList<>();
    for (int column = 0; column < map.x().size(); column++) {
      int most = 0;
      double sum = 0;
      for (int page = 0; page < PAGES; page++) {
        sum += map.value(column, first + page);
        if (map.value(column, first + page) > map.value(column, first + most)) {
          most = page;
        }
      }
      if (sum > 0.9 * COLUMN) {
        pages.add(most);
      }
    }
    return pages;
  }

  private static void requireSaw(final List<Integer> pages) {
    int teeth = 1;
    for (int i = 1; i < pages.size(); i++) {
      final int step = pages.get(i) - pages.get(i - 1);
      if (step < 0) {
        assertEquals(1 - PAGES, step, pages::toString);
        teeth++;
      } else {
        assertTrue(step <= 1, pages::toString);
      }
    }
    assertEquals(PASSES, teeth, pages::toString);
  }
}
