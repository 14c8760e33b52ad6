package io.memtracer.host.session;

import static io.memtracer.host.session.Reports.assertNothingLost;
import static io.memtracer.host.session.Reports.metric;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.host.foreign.ForeignFormat;
import io.memtracer.host.report.TraceReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The analyzer export on a real guest. */
final class ExportIT {

  /** Where workloads/count.c has its array, of so many ints. */
  private static final long ARRAY = 0x1000_0000_0000L;

  private static final int ELEMENTS = 10_000;
  private static final int PASSES = 3;

  @TempDir private Path directory;

  /** Each element is loaded and stored in each pass, in this order. */
  @Test
  void writesEachAccessOfAnArray() throws IOException {
    final Path file = directory.resolve("array.lackey");
    final TraceReport report =
        Runs.of(TestWorkloads.compile("count"), PASSES)
            .analyzer(
                "export",
                Map.of(
                    "file",
                    file.toString(),
                    "format",
                    "lackey",
                    "mode",
                    "user",
                    "program",
                    "count",
                    "first-address",
                    Long.toHexString(ARRAY),
                    "last-address",
                    Long.toHexString(ARRAY + ELEMENTS * 4 - 1)))
            .run();
    assertNothingLost(report);
    final List<String> lines = Files.readAllLines(file);
    final long exported = metric(report, "export", "export", "exported");
    assertEquals(exported, lines.size());
    assertEquals(report.recordsRead(), exported + metric(report, "export", "export", "left-out"));
    assertEquals(2L * PASSES * ELEMENTS, exported);
    for (int i = 0; i < lines.size(); i++) {
      final long address = ARRAY + i / 2 % ELEMENTS * 4L;
      assertEquals((i % 2 == 0 ? " L " : " S ") + Long.toHexString(address) + ",4", lines.get(i));
    }
  }

  /** What was exported, imported, and exported again is the same. */
  @ParameterizedTest
  @EnumSource(
      value = ForeignFormat.class,
      names = {"LACKEY", "DIN"})
  void readsBackWhatItWrote(final ForeignFormat format) throws IOException {
    final Path once = directory.resolve("once");
    final Path twice = directory.resolve("twice");
    exporting(Runs.inGuest("/bin/true"), once, format).run();
    final Runs runs = exporting(Runs.inGuest("unused"), twice, format);
    final TraceReport report = new ForeignRun(once, format, runs.request()).execute(runs);
    assertTrue(report.recordsRead() > 100_000, "records: " + report.recordsRead());
    assertEquals(-1, Files.mismatch(once, twice));
  }

  private static Runs exporting(final Runs runs, final Path file, final ForeignFormat format) {
    return runs.analyzer("export", Map.of("file", file.toString(), "format", format.word()));
  }
}
