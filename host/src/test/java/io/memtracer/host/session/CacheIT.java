package io.memtracer.host.session;

import static io.memtracer.host.session.AnalyzersIT.table;
import static io.memtracer.host.session.Reports.assertNothingLost;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memtracer.api.result.Column;
import io.memtracer.api.result.Table;
import io.memtracer.host.report.TraceReport;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The analyzer cache on a real guest, with a loop over an array of 625 lines. */
final class CacheIT {

  private static final long LINES = 10_000 * 4 / 64;
  private static final long PASSES = 200;

  /**
   * Fully associative caches, one behind the other: one with room for half of the array has none of
   * it when it comes again, one with room for all of it, and for what else the loop needs, has each
   * line once it came, and so has one with twice the room.
   */
  private static final String LEVELS = "half:20K:320+all:40K:640+twice:80K:1280";

  @Test
  void aLoopOverAnArrayMissesAlwaysOrOnce() {
    final Runs runs = Runs.of(TestWorkloads.compile("count"), PASSES).userOnly(true);
    final TraceReport report =
        runs.analyzer("cache", Map.of("levels", LEVELS, "top", "10000")).run();
    assertNothingLost(report);
    final Table table = table(report, "cache", "top", "instructions");
    final List<Object> row =
        Collections.max(
            table.rows(), Comparator.comparingLong(one -> (Long) cell(table, one, "misses")));
    assertEquals("load", cell(table, row, "kind"));
    assertEquals(PASSES * LINES, cell(table, row, "misses"));
    assertEquals((PASSES - 1) * LINES, cell(table, row, "from-all"));
    assertEquals(0L, cell(table, row, "from-twice"));
    assertEquals(LINES, cell(table, row, "from-memory"));
  }

  private static Object cell(final Table table, final List<Object> row, final String key) {
    return row.get(table.columns().stream().map(Column::key).toList().indexOf(key));
  }
}
