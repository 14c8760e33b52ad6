package io.memtracer.host.report.text;

import static io.memtracer.host.report.Reports.HOSTILE;
import static io.memtracer.host.report.Reports.RECORDS;
import static io.memtracer.host.report.Reports.everyRole;
import static io.memtracer.host.report.Reports.failed;
import static io.memtracer.host.report.Reports.outcome;
import static io.memtracer.host.report.Reports.report;
import static io.memtracer.host.report.SampleResults.buffers;
import static io.memtracer.host.report.SampleResults.everyKind;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.api.Task;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Axis;
import io.memtracer.api.result.Column;
import io.memtracer.api.result.Histogram;
import io.memtracer.api.result.Line;
import io.memtracer.api.result.Metric;
import io.memtracer.api.result.Section;
import io.memtracer.api.result.Series;
import io.memtracer.api.result.Table;
import io.memtracer.api.result.TextBlock;
import io.memtracer.api.result.Unit;
import io.memtracer.host.report.Reports;
import io.memtracer.host.report.SampleResults;
import io.memtracer.host.status.AnalyzerOutcome;
import io.memtracer.host.status.CodeName;
import io.memtracer.host.status.CodePlace;
import io.memtracer.host.status.Names;
import io.memtracer.host.status.TaskShare;
import io.memtracer.host.status.TraceCounters;
import io.memtracer.host.status.WorkloadExit.How;
import io.memtracer.testkit.Golden;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TextReportTest {

  private static final TextStyle PIPE = TextStyle.plain(true);

  @Test
  void showsEveryKindOfItem() {
    Golden.assertMatches(
        TextReportTest.class,
        "every-kind.txt",
        render(
            PIPE, report().tasks(everyRole()).analyzers(outcome("stride-detector", everyKind()))));
  }

  @Test
  void fallsBackToAscii() {
    final String text =
        render(
            TextStyle.plain(false),
            report().tasks(everyRole()).analyzers(outcome("a", everyKind())));
    assertTrue(StandardCharsets.US_ASCII.newEncoder().canEncode(text), text);
    Golden.assertMatches(TextReportTest.class, "every-kind-ascii.txt", text);
  }

  @Test
  void fitsANarrowTerminal() {
    final TextStyle narrow = new TextStyle(20, true, false);
    assertEquals(TextStyle.MIN_WIDTH, narrow.width());
    Golden.assertMatches(
        TextReportTest.class,
        "every-kind-narrow.txt",
        render(narrow, report().analyzers(outcome("a", everyKind()))));
  }

  @Test
  void keepsChartsAndTextWithinTheWidth() {
    final TextStyle style = new TextStyle(60, true, false);
    final Table table =
        new Table(
            "t",
            "T",
            List.of(new Column("name", "name", Unit.TEXT), new Column("n", "n", Unit.COUNT)),
            List.of(List.of("x".repeat(200), 1L)));
    final AnalysisResult result =
        AnalysisResult.of(
            Section.of("s", "S", table, SampleResults.series(List.of("a", "b", "c"), 1000)));
    for (final String line :
        new SectionText(style, Names.NONE, PhaseBands.NONE).lines(result.sections().get(0))) {
      assertTrue(Columns.length(line) <= 60, line);
    }
  }

  /** Names of functions say nothing when only their beginnings are there. */
  @Test
  void cutsTextOfTablesNoMoreThanTheTerminalAsks() {
    final String name = "x".repeat(90);
    final List<Column> columns = new ArrayList<>(List.of(new Column("name", "name", Unit.TEXT)));
    final List<Object> row = new ArrayList<>(List.of(name));
    for (int i = 0; i < 8; i++) {
      columns.add(new Column("n" + i, "a heading " + i, Unit.COUNT));
      row.add((long) i);
    }
    final Table table = new Table("t", "T", columns, List.of(row));
    assertTrue(rowOf(table, 200).contains(name));
    assertEquals(41, rowOf(table, 120).indexOf('…'));
    assertEquals(25, rowOf(table, TextStyle.PLAIN_WIDTH).indexOf('…'));
  }

  private static String rowOf(final Table table, final int width) {
    return new TableText(new TextStyle(width, true, false), Names.NONE).lines(table, 2).get(1);
  }

  @Test
  void saysWhatLiesAtAddressesOfCode() {
    Golden.assertMatches(
        TextReportTest.class,
        "code-names.txt",
        render(
            PIPE,
            report().analyzers(outcome("a", everyKind())).codeNames(SampleResults.codeNames())));
  }

  @Test
  void saysWhatLiesAtAddressesOfDataAndWhatAreasAre() {
    assertEquals(
        """
        Hot
          lowest  0x1000  words.txt+0x2000
          Lines
                      Line  Count  Program  Data
                    0x4080      3  ./one    table+0x40 one
                    0x4080      2  ./two    [heap], then words.txt+0x1000, then known+0x8 libplain.so, then [anonymous], then 2 more
        0xffff888000001000      1  ./one    [kernel direct map]
                    0x9000      1  ./one

        areas of memory
          [heap]               what a program asked the kernel for by brk: malloc's small blocks
          [anonymous]          what a program asked for by mmap: large blocks
          [kernel direct map]  all of the machine's memory, whoever has it
        """
            .lines()
            .map(String::strip)
            .toList(),
        render(
                PIPE,
                report().analyzers(outcome("a", buffers())).dataNames(SampleResults.dataNames()))
            .lines()
            .map(String::strip)
            .dropWhile(line -> !line.equals("Hot"))
            .takeWhile(line -> !line.startsWith("records:"))
            .toList()
            .subList(0, 13));
  }

  @Test
  void namesAnAddressOfTheProgramThatIsInItsRow() {
    final Table table =
        new Table(
            "t",
            "T",
            List.of(
                new Column("program", "program", Unit.PROGRAM),
                new Column("pc", "pc", Unit.CODE_ADDRESS)),
            List.of(
                List.of("./one", 0x5555_5555_5139L),
                List.of("./two", 0x5555_5555_5139L),
                List.of("./three", 0x5555_5555_5139L)));
    final Map<CodePlace, CodeName> names =
        Map.of(
            new CodePlace("./one", 0x5555_5555_5139L),
            new CodeName("/one", 0x1139, Optional.of("walk"), 4, List.of(), Optional.empty()),
            new CodePlace("./two", 0x5555_5555_5139L),
            new CodeName(
                "/two", 0x1139, Optional.of("main"), 0, List.of("step", "walk"), Optional.empty()));
    assertEquals(
        List.of(
            "program              pc  Code",
            "./one    0x555555555139  walk+0x4 one",
            "./two    0x555555555139  step in main+0x0 two",
            "./three  0x555555555139"),
        new TableText(TextStyle.plain(true), new Names(names, Map.of())).lines(table, 0));
  }

  @Test
  void saysThatThereIsNothing() {
    Golden.assertMatches(
        TextReportTest.class,
        "empty.txt",
        render(
            PIPE,
            report()
                .counters(TraceCounters.ZERO)
                .read(0)
                .analyzers(
                    new AnalyzerOutcome(
                        "a",
                        "a",
                        "1.0.0",
                        Map.of(),
                        0,
                        0,
                        0,
                        Optional.of(
                            AnalysisResult.of(
                                Section.of(
                                    "s",
                                    "Empty",
                                    new Table("t", "Table", List.of(), List.of()),
                                    new Histogram(
                                        "h", "Histogram", Unit.BYTES, Unit.COUNT, List.of()),
                                    SampleResults.series(List.of("x"), 0),
                                    new Series(
                                        "z",
                                        "All zero",
                                        Axis.linear("n", Unit.COUNT),
                                        Axis.linear("n", Unit.COUNT),
                                        List.of(7L),
                                        List.of(Line.of("l", "line", 0.0))),
                                    new TextBlock("b", "Text", "")))),
                        Optional.empty()),
                    new AnalyzerOutcome(
                        "b",
                        "b",
                        "1.0.0",
                        Map.of(),
                        0,
                        0,
                        0,
                        Optional.of(new AnalysisResult(List.of())),
                        Optional.empty()))));
  }

  @Test
  void showsTheBusiestProgramsOnly() {
    final TaskShare[] shares = new TaskShare[25];
    for (int i = 0; i < shares.length; i++) {
      shares[i] =
          new TaskShare(
              new Task(1 + i, i, i, i, 0, Task.Role.WORKLOAD, 0, "p", "/bin/p" + i), i, i);
    }
    final String text = render(PIPE, report().tasks(shares));
    assertTrue(text.contains("/bin/p24 "), text);
    assertTrue(text.contains("/bin/p15 "), text);
    assertFalse(text.contains("/bin/p14 "), text);
    assertTrue(text.contains("    15 others "), text);
  }

  @Test
  void saysWhatWasOfOtherTasks() {
    final String text =
        render(
            PIPE,
            report()
                .tasks(everyRole())
                .leftOut(123)
                .analyzers(outcome("a", RECORDS - 123, everyKind())));
    assertTrue(
        text.contains(" = 80,000,000 delivered to a + 123 of other tasks + 0 dropped"), text);
  }

  @Test
  void makesHostileTextHarmless() {
    final AnalysisResult result =
        AnalysisResult.of(
            Section.of(
                "s",
                HOSTILE,
                Metric.of("m", HOSTILE, Long.MAX_VALUE, Unit.COUNT),
                new Table(
                    "t",
                    HOSTILE,
                    List.of(new Column("c", HOSTILE, Unit.TEXT)),
                    List.of(List.of(HOSTILE))),
                new TextBlock("b", HOSTILE, HOSTILE)));
    final AnalyzerOutcome outcome =
        new AnalyzerOutcome(
            HOSTILE,
            HOSTILE,
            HOSTILE,
            Map.of("command", HOSTILE),
            RECORDS,
            0,
            0,
            Optional.of(result),
            Optional.empty());
    final String text =
        render(
            PIPE,
            report()
                .command("./x", HOSTILE)
                .info(HOSTILE)
                .incomplete(HOSTILE)
                .tasks(
                    new TaskShare(
                        new Task(1, 2, 3, 4, 0, Task.Role.WORKLOAD, 0, "sh", HOSTILE), 1, 2))
                .analyzers(outcome, failed(HOSTILE, 1, new IllegalStateException(HOSTILE))));
    assertFalse(text.codePoints().anyMatch(c -> c != '\n' && Character.isISOControl(c)), text);
    assertFalse(text.contains("\u202e"), text);
    Golden.assertMatches(TextReportTest.class, "hostile.txt", text);
  }

  @Test
  void reportsARunThatWentWrong() {
    Golden.assertMatches(
        TextReportTest.class,
        "incomplete.txt",
        render(
            PIPE,
            report()
                .command("/usr/bin/my program", "", "-x")
                .exit(How.LOST, 0)
                .incomplete("QEMU was killed by signal 9")
                .info(" 0x1000 0x2000\n")
                .counters(
                    new TraceCounters(90_000_000, 81_000_000, 80_500_000, 500_000, 3, 900_000_000))
                .analyzers(
                    outcome("working-set", new AnalysisResult(List.of())),
                    failed("mine", 12_288, new IllegalStateException("table is full")))));
  }

  @Test
  void saysWhatALabelStandsFor() {
    final AnalyzerOutcome tool =
        new AnalyzerOutcome(
            "my-tool-2",
            "external-process",
            "1.0.0",
            Map.of(),
            RECORDS,
            0,
            0,
            Optional.of(new AnalysisResult(List.of())),
            Optional.empty());
    final String text = render(PIPE, report().analyzers(tool));
    assertTrue(text.contains("\nmy-tool-2 (external-process 1.0.0)\n"), text);
    assertTrue(text.contains(" delivered to my-tool-2 + 0 dropped\n"), text);
  }

  @Test
  void coloursOnlyWhenAsked() {
    final Reports.Builder report = report().analyzers(outcome("a", everyKind()));
    assertFalse(render(PIPE, report).contains("\u001b"));
    final String coloured = render(new TextStyle(72, true, true), report);
    assertEquals(render(PIPE, report), coloured.replaceAll("\u001b\\[[0-9;]*m", ""));
    assertTrue(coloured.contains("\u001b[1m"));
  }

  private static String render(final TextStyle style, final Reports.Builder report) {
    return new TextReport(style).render(report.build());
  }
}
