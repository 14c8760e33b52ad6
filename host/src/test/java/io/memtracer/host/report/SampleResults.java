package io.memtracer.host.report;

import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Axis;
import io.memtracer.api.result.Bucket;
import io.memtracer.api.result.Column;
import io.memtracer.api.result.Curve;
import io.memtracer.api.result.Finding;
import io.memtracer.api.result.HeatMap;
import io.memtracer.api.result.Histogram;
import io.memtracer.api.result.Line;
import io.memtracer.api.result.Metric;
import io.memtracer.api.result.Section;
import io.memtracer.api.result.Series;
import io.memtracer.api.result.Table;
import io.memtracer.api.result.TextBlock;
import io.memtracer.api.result.Unit;
import io.memtracer.host.status.CodeName;
import io.memtracer.host.status.CodePlace;
import io.memtracer.host.status.DataName;
import io.memtracer.host.status.DataPlace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/** Results of analyzers that found something of every kind there is. */
public final class SampleResults {

  private SampleResults() {}

  public static AnalysisResult everyKind() {
    return AnalysisResult.of(
        Section.of(
            "summary",
            "Summary",
            Metric.of("records", "records", Reports.RECORDS, Unit.ACCESSES),
            Metric.of("peak", "largest working set", 1234, Unit.PAGES),
            Metric.of("mean", "mean working set", 345.678, Unit.PAGES),
            Metric.of("footprint", "footprint", 5_054_464, Unit.BYTES),
            Metric.of("share", "share of user code", 0.99998, Unit.RATIO),
            Metric.of("time", "time between switches", 1_530_000.0, Unit.NANOS),
            Metric.of("base", "lowest address", 0xffff_8880_0000_1000L, Unit.DATA_ADDRESS),
            new Table(
                "top",
                "Top instructions",
                List.of(
                    new Column("pc", "PC", Unit.CODE_ADDRESS),
                    new Column("stride", "stride", Unit.BYTES),
                    new Column("class", "class", Unit.TEXT),
                    new Column("covered", "accesses", Unit.ACCESSES),
                    new Column("confidence", "confidence", Unit.RATIO)),
                List.of(
                    List.of(0x401136L, 4L, "unit", 40_000_000L, 1.0),
                    List.of(0xffff_ffff_8100_0040L, -64L, "strided", 12_345L, 0.875),
                    List.of(0x40114aL, 65_536L, "irregular", 7L, 0.0001)))),
        Section.of(
            "shape",
            "Shape",
            new Histogram(
                "strides",
                "Strides",
                Unit.BYTES,
                Unit.ACCESSES,
                List.of(
                    new Bucket(-64, -1, 12_345),
                    new Bucket(0, 0, 39_000_000),
                    new Bucket(4, 4, 40_000_000),
                    new Bucket(4096, 8191, 1))),
            series(List.of("user", "kernel"), 200)),
        pictures(),
        Section.of("tool", "Tool", new TextBlock("output", "Output", "a\tb\nc\n")));
  }

  /** Addresses of data, of which the last has no name in {@link #dataNames}. */
  public static AnalysisResult buffers() {
    return AnalysisResult.of(
        Section.of(
            "hot",
            "Hot",
            Metric.of("lowest", "lowest", 0x1000, Unit.DATA_ADDRESS),
            Table.builder("lines", "Lines")
                .column("address", "Line", Unit.DATA_ADDRESS)
                .column("count", "Count", Unit.COUNT)
                .column("program", "Program", Unit.PROGRAM)
                .row()
                .cell(0x4080)
                .cell(3)
                .cell("./one")
                .row()
                .cell(0x4080)
                .cell(2)
                .cell("./two")
                .row()
                .cell(0xffff_8880_0000_1000L)
                .cell(1)
                .cell("./one")
                .row()
                .cell(0x9000)
                .cell(1)
                .cell("./one")
                .build()));
  }

  public static Map<DataPlace, DataName> dataNames() {
    return Map.of(
        new DataPlace("", 0x1000), DataName.inFile("/home/ada/words.txt", 0x2000),
        new DataPlace("./one", 0x4080), DataName.inVariable("/home/ada/one", "table", 0x40),
        new DataPlace("./two", 0x4080), inTurn(),
        new DataPlace("./one", 0xffff_8880_0000_1000L), DataName.area("[kernel direct map]"));
  }

  /** More than are named. */
  private static DataName inTurn() {
    return DataName.inTurn(
        List.of(
            DataName.area("[heap]"),
            DataName.inFile("/home/ada/words.txt", 0x1000),
            DataName.inVariable("/lib/libplain.so", "known", 0x8),
            DataName.area("[anonymous]"),
            DataName.area("[memfd:a]"),
            DataName.area("[memfd:b]")));
  }

  /** Names for the addresses of code in {@link #everyKind}: of a program, a kernel, a library. */
  public static Map<CodePlace, CodeName> codeNames() {
    return Map.of(
        new CodePlace("", 0x401136),
        new CodeName(
            "/home/ada/phases",
            0x401136,
            Optional.of("lookup"),
            0x12,
            List.of(),
            Optional.of(new CodeName.SourceLine("src/phases.c", 97))),
        new CodePlace("", 0xffff_ffff_8100_0040L),
        new CodeName(
            "[kernel]",
            0xffff_ffff_8100_0040L,
            Optional.of("startup_64"),
            0x40,
            List.of(),
            Optional.empty()),
        new CodePlace("", 0x40114a),
        new CodeName("/lib/libplain.so", 0x114a, Optional.empty(), 0, List.of(), Optional.empty()));
  }

  private static Section pictures() {
    final double[] sizes = new double[16];
    final double[] misses = new double[16];
    final double[] half = new double[16];
    final double[] cells = new double[64 * 4];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = 1024L << i;
      misses[i] = i < 10 ? 0.9 / (i + 1) : 0.001;
      half[i] = 0.5;
    }
    for (int i = 0; i < cells.length; i++) {
      cells[i] = i / 64 == 2 ? 0 : i % 64 * (i / 64 + 1);
    }
    return Section.of(
        "pictures",
        "Pictures",
        Finding.of(
            "fits",
            Finding.Level.HINT,
            "The loop at 0x401136 misses the first level once in 10 accesses, and all that it needs"
                + " is there twice: halve the tiles."),
        new Finding("more", Finding.Level.WARNING, "Not all of it was traced.", "shape"),
        Curve.of(
            "misses",
            "Misses by the size of the cache",
            Axis.log("size", Unit.BYTES),
            Axis.log("miss ratio", Unit.RATIO),
            sizes,
            Line.of("lru", "least recently used", misses),
            Line.of("coin", "a coin", half)),
        HeatMap.of(
                "heat",
                "Accesses by time and address",
                Axis.linear("accesses so far", Unit.ACCESSES),
                Axis.linear("address", Unit.DATA_ADDRESS),
                Unit.counted("cache-misses", "cache miss", "cache misses"),
                LongStream.range(0, 64).map(i -> i * 1000).toArray(),
                new long[] {0x1000, 0x2000, 0x7fff_0000_0000L, 0xffff_8880_0000_0000L},
                cells)
            .folded(0x1fff, 0x5fff, 0x7fff_0000_0fffL, 0xffff_8880_0001_ffffL),
        new Histogram(
            "distances",
            "Reuse distances",
            Unit.LINES,
            Unit.ACCESSES,
            List.of(new Bucket(0, 0, 10), new Bucket(1, 1, 20), new Bucket(64, 127, 5)),
            List.of(new Histogram.Outside("cold", "first access", 3))));
  }

  /** A table with two rows of the same name. */
  static Table sameNames() {
    return new Table(
        "t",
        "Table",
        List.of(new Column("name", "Name", Unit.TEXT), new Column("n", "N", Unit.COUNT)),
        List.of(List.of("x", 1L), List.of("x", 2L)));
  }

  public static Series series(final List<String> keys, final int points) {
    final List<Long> x = new ArrayList<>();
    for (int i = 0; i < points; i++) {
      x.add(i * 400_000L);
    }
    final List<Line> lines = new ArrayList<>();
    for (int line = 0; line < keys.size(); line++) {
      final List<Double> values = new ArrayList<>();
      for (int i = 0; i < points; i++) {
        values.add((double) ((i / 20 + line) % 5 * 250 + i % 20));
      }
      lines.add(new Line(keys.get(line), keys.get(line), values));
    }
    return new Series(
        "over-time",
        "Over time",
        Axis.linear("accesses", Unit.ACCESSES),
        Axis.linear("pages", Unit.PAGES),
        x,
        lines);
  }
}
