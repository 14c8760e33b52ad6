package io.memtracer.host.session;

import static io.memtracer.host.session.Reports.assertNothingLost;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.api.result.Column;
import io.memtracer.api.result.Table;
import io.memtracer.host.report.TraceReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The analyzer cache on a real guest, with a loop over an array of 625 lines. */
final class CacheIT {

  /** Where workloads/count.c has its array, of so many lines in so many pages. */
  private static final long ARRAY = 0x1000_0000_0000L;

  private static final int LINE_BYTES = 64;
  private static final long LINES = 10_000 * 4 / LINE_BYTES;
  private static final long PAGES = 10;
  private static final long PASSES = 200;

  /**
   * Fully associative caches, one behind the other: one with room for half of the array has none of
   * it when it comes again, one with room for all of it, and for what else the loop needs, has each
   * line once it came, and so has one with twice the room.
   */
  private static final String ENOUGH = "half:20K:320+all:40K:640+twice:80K:1280";

  /** Each of them is too small, and both together are not. */
  private static final String TOGETHER = "half:20K:320+rest:24K:384:exclusive";

  /** The same of 64 sets and more: less than its lines fit into each of the first. */
  private static final String SETS = "few:16K:4+many:256K:16";

  private static final int HALF_LINES = 320;
  private static final String HALF = "half:20K:320";

  @TempDir private Path directory;

  @Test
  void aLoopOverAnArrayMissesAlwaysOrOnce() throws IOException {
    final Path file = directory.resolve("behind.din");
    final TraceReport report =
        Runs.of(TestWorkloads.compile("count"), PASSES)
            .userOnly(true)
            .analyzer("cache", Map.of("levels", ENOUGH, "top", "10000"))
            .analyzer("cache", Map.of("levels", TOGETHER, "top", "10000"))
            .analyzer("cache", Map.of("levels", HALF + ":next-line", "top", "10000"))
            .analyzer("cache", Map.of("levels", SETS, "top", "10000"))
            .analyzer("export", exportBehind(file))
            .threads(3)
            .run();
    assertNothingLost(report);
    final Table enough = instructions(report, 0);
    final List<Object> most =
        Collections.max(
            enough.rows(), Comparator.comparingLong(one -> (Long) cell(enough, one, "misses")));
    assertEquals("load", cell(enough, most, "kind"));
    assertEquals(PASSES * LINES, cell(enough, most, "misses"));
    assertEquals((PASSES - 1) * LINES, cell(enough, most, "from-all"));
    assertEquals(0L, cell(enough, most, "from-twice"));
    assertEquals(LINES, cell(enough, most, "from-memory"));
    final Table together = instructions(report, 1);
    final List<Object> same = same(together, most);
    assertEquals(PASSES * LINES, cell(together, same, "misses"));
    assertEquals((PASSES - 1) * LINES, cell(together, same, "from-rest"));
    assertEquals(LINES, cell(together, same, "from-memory"));
    // The first line of a page is missed, the others were fetched with the one before.
    final Table ahead = instructions(report, 2);
    assertEquals(PASSES * PAGES, cell(ahead, same(ahead, most), "misses"));
    final Table bySets = instructions(report, 3);
    final List<Object> shared = same(bySets, most);
    assertEquals(PASSES * LINES, cell(bySets, shared, "misses"));
    assertEquals((PASSES - 1) * LINES, cell(bySets, shared, "from-many"));
    assertEquals(LINES, cell(bySets, shared, "from-memory"));
    assertBehind(Files.readAllLines(file));
  }

  private static Map<String, String> exportBehind(final Path file) {
    return Map.of(
        "file",
        file.toString(),
        "format",
        "din",
        "behind",
        HALF,
        "first-address",
        Long.toHexString(ARRAY),
        "last-address",
        Long.toHexString(ARRAY + LINES * LINE_BYTES - 1));
  }

  /** Each line is fetched in each pass, and written back when it goes: at the end, half stay. */
  private static void assertBehind(final List<String> asked) {
    final List<String> fetched = asked.stream().filter(line -> line.startsWith("0")).toList();
    assertEquals(PASSES * LINES, fetched.size());
    for (int i = 0; i < fetched.size(); i++) {
      final long address = ARRAY + i % LINES * LINE_BYTES;
      assertEquals("0 %x %d".formatted(address, LINE_BYTES), fetched.get(i));
    }
    final long stay = 2 * PASSES * LINES - asked.size();
    assertTrue(stay >= 0 && stay <= HALF_LINES, "not written back: " + stay);
  }

  private static Table instructions(final TraceReport report, final int analyzer) {
    return report.analyzers().get(analyzer).result().orElseThrow().sections().stream()
        .flatMap(section -> section.items().stream())
        .filter(item -> item.key().equals("instructions"))
        .map(Table.class::cast)
        .findFirst()
        .orElseThrow();
  }

  /** The row of an instruction that is in another table. */
  private static List<Object> same(final Table table, final List<Object> row) {
    return table.rows().stream()
        .filter(other -> other.subList(0, 2).equals(row.subList(0, 2)))
        .findFirst()
        .orElseThrow();
  }

  private static Object cell(final Table table, final List<Object> row, final String key) {
    return row.get(table.columns().stream().map(Column::key).toList().indexOf(key));
  }
}
