package io.memtracer.host.report.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Column;
import io.memtracer.api.result.Section;
import io.memtracer.api.result.Table;
import io.memtracer.api.result.Unit;
import io.memtracer.host.report.Reports;
import io.memtracer.host.report.SampleResults;
import io.memtracer.host.report.TraceReport;
import io.memtracer.host.status.AnalyzerOutcome;
import io.memtracer.host.status.ErrorCategory;
import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CsvDirectoryTest {

  private static final String EVIL = "=HYPERLINK(\"x\"),\"quoted\"\r\nnext";

  @TempDir private Path place;

  private Path write(final AnalyzerOutcome... outcomes) {
    final Path target = place.resolve("out");
    new CsvDirectory(target).write(report(outcomes));
    return target;
  }

  private static TraceReport report(final AnalyzerOutcome... outcomes) {
    return Reports.report().analyzers(outcomes).codeNames(SampleResults.codeNames()).build();
  }

  private static List<String> names(final Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void writesWhatLiesAtAddressesOfDataBesideThem() throws IOException {
    final Path out = place.resolve("data");
    new CsvDirectory(out)
        .write(
            Reports.report()
                .analyzers(Reports.outcome("a", SampleResults.buffers()))
                .dataNames(SampleResults.dataNames())
                .build());
    assertEquals(
        """
        address,address.owner,address.symbol,address.offset,address.later,count,program
        0x4080,/home/ada/one,table,64,,3,./one
        0x4080,[heap],,,"words.txt+0x1000, then known+0x8 libplain.so, then [anonymous], then 2 more",2,./two
        0xffff888000001000,[kernel direct map],,,,1,./one
        0x9000,,,,,1,./one
        """,
        text(out.resolve("a/hot.lines.csv")));
  }

  @Test
  void hasAFileForEveryItemButText() throws IOException {
    final Path out = write(Reports.outcome("every", SampleResults.everyKind()));
    assertEquals(List.of("every"), names(out));
    assertEquals(
        List.of(
            "findings.csv",
            "metrics.csv",
            "pictures.distances.csv",
            "pictures.heat.csv",
            "pictures.misses.csv",
            "shape.over-time.csv",
            "shape.strides.csv",
            "summary.top.csv"),
        names(out.resolve("every")));
    assertEquals(
        """
        pc,pc.image,pc.function,pc.file,pc.line,stride,class,covered,confidence
        0x401136,/home/ada/phases,lookup,src/phases.c,97,4,unit,40000000,1.0
        0xffffffff81000040,[kernel],startup_64,,,-64,strided,12345,0.875
        0x40114a,/lib/libplain.so,,,,65536,irregular,7,1.0E-4
        """,
        text(out.resolve("every/summary.top.csv")));
    assertEquals(
        """
        low,high,count,key
        0,0,10,
        1,1,20,
        64,127,5,
        "",,3,cold
        """,
        text(out.resolve("every/pictures.distances.csv")));
    assertTrue(
        text(out.resolve("every/metrics.csv"))
            .startsWith(
                """
                section,key,label,unit,value
                summary,records,records,accesses,80000123
                """));
    assertTrue(
        text(out.resolve("every/findings.csv")).contains("\npictures,more,WARNING,Not all of it"));
    final List<CSVRecord> heat = parsed(out.resolve("every/pictures.heat.csv"));
    assertEquals(1 + 64 * 4, heat.size());
    assertEquals(
        List.of("63000", "0xffff888000000000", "0xffff88800001ffff", "252.0"),
        heat.get(256).toList());
    final List<CSVRecord> series = parsed(out.resolve("every/shape.over-time.csv"));
    assertEquals(List.of("x", "user", "kernel"), series.get(0).toList());
    assertEquals(201, series.size());
    assertEquals(List.of("1024.0", "0.9", "0.5"), misses(out).toList());
  }

  private static CSVRecord misses(final Path out) throws IOException {
    return parsed(out.resolve("every/pictures.misses.csv")).get(1);
  }

  /** Lines end as RFC 4180 has it. */
  private static String text(final Path file) throws IOException {
    return Files.readString(file).replace("\r\n", "\n");
  }

  private static List<CSVRecord> parsed(final Path file) throws IOException {
    try (CSVParser parser = CSVParser.parse(file, StandardCharsets.UTF_8, CSVFormat.RFC4180)) {
      return parser.getRecords();
    }
  }

  @Test
  void holdsWhatTheGuestMadeUpAsItIsButNoFormula() throws IOException {
    final Table names =
        new Table(
            "names",
            "Names",
            List.of(new Column("name", "Name", Unit.PROGRAM), new Column("n", "N", Unit.BYTES)),
            List.of(List.of(EVIL, -1L), List.of("plain", 1L)));
    final Path out =
        write(Reports.outcome("../a b", AnalysisResult.of(Section.of("all", "All", names))));
    assertEquals(List.of("_.._a_b"), names(out));
    final List<CSVRecord> rows = parsed(out.resolve("_.._a_b/all.names.csv"));
    assertEquals(List.of("'" + EVIL, "-1"), rows.get(1).toList());
    assertEquals(List.of("plain", "1"), rows.get(2).toList());
  }

  @Test
  void keepsAnalyzersApartAndLeavesOutThoseThatFailed() throws IOException {
    final Path out =
        write(
            Reports.outcome("a:b", SampleResults.everyKind()),
            Reports.outcome("a/b", SampleResults.everyKind()),
            Reports.failed("broken", 7, new IllegalStateException("no")));
    assertEquals(List.of("a_b", "a_b-2"), names(out));
  }

  @Test
  void isTheOwnersAlone() throws IOException {
    final Path target = Files.createDirectory(place.resolve("out"));
    new CsvDirectory(target).write(report(Reports.outcome("every", SampleResults.everyKind())));
    assertEquals("rwx------", permissions(target));
    assertEquals("rw-------", permissions(target.resolve("every/metrics.csv")));
  }

  private static String permissions(final Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void leavesNothingBehindWhereItCannotBe() throws IOException {
    final Path target = Files.createDirectory(place.resolve("out"));
    Files.createFile(target.resolve("somebody's"));
    final CsvDirectory directory = new CsvDirectory(target);
    final TraceReport report = report(Reports.outcome("every", SampleResults.everyKind()));
    final TraceException e = assertThrows(TraceException.class, () -> directory.write(report));
    assertEquals(ErrorCategory.ENVIRONMENT, e.category());
    assertTrue(e.getMessage().startsWith("--csv can't write " + target + ": "), e.getMessage());
    assertEquals(List.of("out"), names(place));
    assertEquals(List.of("somebody's"), names(target));
  }
}
