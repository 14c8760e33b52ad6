package io.memtracer.host.session;

import static io.memtracer.host.session.AnalyzersIT.table;
import static io.memtracer.host.session.Reports.assertNothingLost;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.api.result.Column;
import io.memtracer.api.result.Table;
import io.memtracer.host.report.TraceReport;
import io.memtracer.host.status.CodeName;
import io.memtracer.host.status.CodePlace;
import io.memtracer.host.symbols.CompiledC;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The analyzer tlb on a real guest, with a program that reads a byte of each page, again and again:
 * of as many pages as the second level has, and of more than it has.
 */
final class TlbIT {

  private static final long PASSES = 50;
  private static final long FITTING = 1024;
  private static final long TOO_MANY = 2048;

  /** Pages that come a second time, since something else had their places meanwhile. */
  private static final long DISTURBED = 1000;

  private static final String SOURCE =
      """
      #include <sys/mman.h>
      static char *pages;
      __attribute__((noinline, noclone)) void few(long count) {
        for (long i = 0; i < count; i++) {
          (void) *(volatile char *) &pages[i * 4096];
        }
      }
      __attribute__((noinline, noclone)) void many(long count) {
        for (long i = 0; i < count; i++) {
          (void) *(volatile char *) &pages[(%1$d + i) * 4096];
        }
      }
      int main(void) {
        pages = mmap((void *) 0x100000000000, (%1$d + %2$d) * 4096L, PROT_READ | PROT_WRITE,
                     MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE | MAP_FIXED, -1, 0);
        for (int pass = 0; pass < %3$d; pass++) {
          few(%1$d);
        }
        for (int pass = 0; pass < %3$d; pass++) {
          many(%2$d);
        }
        return 0;
      }
      """;

  @TempDir private Path directory;

  @Test
  void pagesThatDoNotFitNeedAWalkEachTime() throws IOException, InterruptedException {
    CompiledC.compile(directory, "pages", SOURCE.formatted(FITTING, TOO_MANY, PASSES), "-O1", "-g");
    final TraceReport report =
        HostCommands.in(directory)
            .here("./pages")
            .userOnly(true)
            .analyzer("tlb", Map.of("top", "10000"))
            .run();
    assertNothingLost(report);
    final Table table = table(report, "tlb", "top", "instructions");
    final List<Object> many = row(report, table, "many");
    assertEquals(PASSES * TOO_MANY, cell(table, many, "walks"));
    final List<Object> fitting = row(report, table, "few");
    assertEquals(PASSES * FITTING, cell(table, fitting, "misses"));
    final long walks = cell(table, fitting, "walks");
    assertTrue(walks >= FITTING && walks <= FITTING + DISTURBED, walks + " walks");
  }

  private static List<Object> row(
      final TraceReport report, final Table table, final String function) {
    final List<List<Object>> rows =
        table.rows().stream()
            .filter(row -> Long.valueOf(1).equals(row.get(column(table, "size"))))
            .filter(row -> Optional.of(function).equals(function(report, table, row)))
            .toList();
    assertEquals(1, rows.size(), rows::toString);
    return rows.get(0);
  }

  private static Optional<String> function(
      final TraceReport report, final Table table, final List<Object> row) {
    final CodePlace place =
        new CodePlace(
            row.get(column(table, "program")).toString(), (Long) row.get(column(table, "pc")));
    return Optional.ofNullable(report.names().code().get(place)).flatMap(CodeName::function);
  }

  private static long cell(final Table table, final List<Object> row, final String key) {
    return (Long) row.get(column(table, key));
  }

  private static int column(final Table table, final String key) {
    return table.columns().stream().map(Column::key).toList().indexOf(key);
  }
}
