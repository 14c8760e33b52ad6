package io.memtracer.host.session;

import static io.memtracer.host.session.Reports.assertNothingLost;
import static io.memtracer.host.session.Reports.metric;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two programs that are loaded at the same addresses, run from one script. */
@Timeout(180)
final class TwoProgramsIT {

  private static final int BUFFER_BYTES = 8 << 20;
  private static final int PAGE_BYTES = 4096;

  /** Pages that shells, libraries and the agent have beside the buffers. */
  private static final int MOST_BESIDE = 2000;

  private static final String SOURCE =
      """
      static char buffer[%d];
      __attribute__((noinline)) void %s(void) {
        for (int i = 0; i < %1$d; i += %d) {
          ++*(volatile char *) &buffer[i];
        }
      }
      int main(void) {
        %2$s();
        return 0;
      }
      """;

  @TempDir private Path directory;

  @Test
  void haveRowsStridesNamesAndPagesOfTheirOwn() throws IOException, InterruptedException {
    compile("sparse", 256);
    compile("dense", 64);
    final TraceReport report =
        HostCommands.in(directory)
            .here("./sparse; ./dense")
            .analyzer("stride-detector", Map.of("top", "20000"))
            .analyzer("working-set")
            .analyzer("cache", Map.of("top", "20000"))
            .analyzer("hot-spots", Map.of("top", "20000"))
            .run();
    assertNothingLost(report);
    for (final String analyzer : List.of("stride-detector", "cache")) {
      final Table table = AnalyzersIT.table(report, analyzer, "top", "instructions");
      assertRow(report, table, "sparse", 256);
      assertRow(report, table, "dense", 64);
    }
    final Table busiest = AnalyzersIT.table(report, "hot-spots", "instructions", "busiest");
    assertRow(report, busiest, "sparse", 256);
    assertRow(report, busiest, "dense", 64);
    final long pages = metric(report, "working-set", "footprint", "pages");
    final long buffers = 2L * BUFFER_BYTES / PAGE_BYTES;
    final Table footprint = AnalyzersIT.table(report, "working-set", "footprint", "by-mode");
    assertTrue(pages >= buffers, pages + " pages");
    final long user = (Long) footprint.rows().get(3).get(2);
    assertTrue(user >= buffers && user < buffers + MOST_BESIDE, footprint.rows().toString());
  }

  private Path compile(final String name, final int stride)
      throws IOException, InterruptedException {
    return CompiledC.compile(
        directory, name, SOURCE.formatted(BUFFER_BYTES, name, stride), "-O1", "-g", "-pie");
  }

  /** Of the load of a byte in the function that is called after its program. */
  private static void assertRow(
      final TraceReport report, final Table table, final String program, final long stride) {
    final List<String> keys = table.columns().stream().map(column -> column.key()).toList();
    final List<List<Object>> rows =
        table.rows().stream()
            .filter(row -> row.get(keys.indexOf("program")).equals("./" + program))
            .filter(row -> row.get(keys.indexOf("kind")).equals("load"))
            .filter(row -> row.get(keys.indexOf("size")).equals(1L))
            .filter(row -> function(report, "./" + program, row).equals(Optional.of(program)))
            .toList();
    assertEquals(1, rows.size(), rows::toString);
    final long steps = BUFFER_BYTES / stride;
    final Map<String, Object> known = Map.of("stride", stride, "accesses", steps, "misses", steps);
    known.forEach(
        (key, value) -> {
          if (keys.contains(key)) {
            assertEquals(value, rows.get(0).get(keys.indexOf(key)), key);
          }
        });
  }

  private static Optional<String> function(
      final TraceReport report, final String program, final List<Object> row) {
    return Optional.ofNullable(report.names().code().get(new CodePlace(program, (Long) row.get(0))))
        .flatMap(CodeName::function);
  }
}
