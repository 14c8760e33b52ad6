package io.memtracer.host.session;

import static io.memtracer.host.session.AnalyzersIT.table;
import static io.memtracer.host.session.Reports.assertNothingLost;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.api.result.Column;
import io.memtracer.api.result.Table;
import io.memtracer.host.report.TraceReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The analyzer hot-spots on a real guest. */
final class HotSpotsIT {

  /** Where workloads/count.c has its array, of so many ints. */
  private static final long ARRAY = 0x1000_0000_0000L;

  private static final int ELEMENTS = 10_000;
  private static final int IN_A_LINE = 16;

  @Test
  void countsEachLineOfAnArray() {
    final Path program = TestWorkloads.compile("count");
    final long passes = 300;
    final TraceReport report =
        Runs.of(program, passes).analyzer("hot-spots", Map.of("top", "2000")).run();
    assertNothingLost(report);
    final Table lines = table(report, "hot-spots", "lines", "hottest");
    for (int line = 0; line < ELEMENTS / IN_A_LINE; line++) {
      final List<Object> row = row(lines, "address", ARRAY + line * 64L);
      assertEquals(IN_A_LINE * passes, cell(lines, row, "user-loads"));
      assertEquals(IN_A_LINE * passes, cell(lines, row, "user-stores"));
      assertEquals(0L, cell(lines, row, "excess"));
    }
    final Table pages = table(report, "hot-spots", "pages", "hottest");
    assertEquals(1024 * passes, cell(pages, row(pages, "address", ARRAY), "user-stores"));
    requireTwoBusiestInstructions(report, ELEMENTS * passes);
  }

  /** The instruction that adds loads and stores each element in each pass. */
  private static void requireTwoBusiestInstructions(final TraceReport report, final long each) {
    final Table table = table(report, "hot-spots", "instructions", "busiest");
    for (int i = 0; i < 2; i++) {
      assertEquals(each, cell(table, table.rows().get(i), "accesses"));
    }
    assertEquals(
        List.of("load", "store"),
        table.rows().subList(0, 2).stream()
            .map(row -> row.get(column(table, "kind")))
            .sorted()
            .toList());
    final Object name = cell(table, table.rows().get(0), "program");
    assertTrue(name.toString().endsWith("/count"), name::toString);
  }

  private static List<Object> row(final Table table, final String column, final long value) {
    return table.rows().stream()
        .filter(row -> row.get(column(table, column)).equals(value))
        .findFirst()
        .orElseThrow();
  }

  private static Object cell(final Table table, final List<Object> row, final String column) {
    return row.get(column(table, column));
  }

  private static int column(final Table table, final String key) {
    return table.columns().stream().map(Column::key).toList().indexOf(key);
  }
}
