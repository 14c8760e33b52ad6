package io.memtracer.host.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.host.foreign.ForeignFormat;
import io.memtracer.host.report.TraceReport;
import io.memtracer.host.status.Delivery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trace of another program through session, dispatch and report. */
final class ForeignRunTest {

  private static final int RECORDS = 10_000;

  @TempDir private Path scratch;
  private Runs runs;

  @BeforeEach
  void packAnalyzer() throws IOException {
    final Path plugins = Files.createDirectory(scratch.resolve("plugins"));
    TestPlugins.jar(plugins, RangeRecorder.class, RangeRecorder.Factory.class);
    runs =
        Runs.of(Path.of("unused"))
            .onlyPlugins(plugins)
            .analyzer(
                RangeRecorder.NAME,
                Map.of(
                    "from", "0",
                    "to", "800000000000",
                    "file", scratch.resolve("recorded").toString()));
  }

  private TraceReport run(final String more) throws IOException {
    final String lines =
        IntStream.range(0, RECORDS)
            .mapToObj(i -> "0 " + Integer.toHexString(i * 8) + " 8\n")
            .collect(Collectors.joining());
    final Path file = Files.writeString(scratch.resolve("trace.din"), lines + more);
    return new ForeignRun(file, ForeignFormat.DIN, runs.request()).execute(runs);
  }

  @Test
  void givesAllRecordsToTheAnalyzers() throws IOException {
    final TraceReport report = run("");
    assertEquals(Delivery.REPLAYED, report.delivery());
    assertEquals(RECORDS, report.recordsRead());
    assertEquals(RECORDS, report.analyzers().get(0).delivered());
    assertEquals(Optional.empty(), report.incomplete());
    assertEquals("din", report.origin().facts().get("format"));
    assertEquals("din doesn't tell", report.tasks().whyNot().orElseThrow());
  }

  @Test
  void reportsOnWhatComesBeforeWhatCannotBe() throws IOException {
    final TraceReport report = run("? 17\n0 18\n");
    assertEquals(RECORDS, report.analyzers().get(0).delivered());
    assertTrue(
        report.incomplete().orElseThrow().contains("line 10001 has a label that din doesn't know"),
        report.incomplete()::get);
  }
}
