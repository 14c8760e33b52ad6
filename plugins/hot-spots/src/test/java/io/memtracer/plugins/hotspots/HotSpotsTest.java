package io.memtracer.plugins.hotspots;

import static io.memtracer.testkit.Traces.load;
import static io.memtracer.testkit.Traces.store;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.EndOfTrace;
import io.memtracer.api.InvalidOptionException;
import io.memtracer.api.Sampling;
import io.memtracer.api.Task;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Finding;
import io.memtracer.api.result.Table;
import io.memtracer.testkit.Access;
import io.memtracer.testkit.Replay;
import io.memtracer.testkit.Results;
import io.memtracer.testkit.TestContext;
import io.memtracer.testkit.Trace;
import io.memtracer.testkit.Traces;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Known answers. */
class HotSpotsTest {

  private static final long BASE = 0x7f00_0000_0000L;
  private static final long KERNEL = 0xffff_8880_0000_0000L;

  @Test
  void theHottestComeFirst() {
    final Trace trace =
        Traces.stride(BASE, 64, 64)
            .then(Traces.stride(BASE + 640, 0, 1000))
            .then(Traces.stride(BASE + 8192, 0, 500).stores())
            .then(Traces.stride(KERNEL, 0, 100).kernel());
    final AnalysisResult result = analyze(Map.of(), trace);
    final Table lines = (Table) Results.item(result, "lines", "hottest");
    assertEquals(List.of(BASE + 640, 1001L), lines.rows().get(0).subList(0, 2));
    assertEquals(List.of(BASE + 8192, 500L), lines.rows().get(1).subList(0, 2));
    assertEquals(List.of(KERNEL, 100L), lines.rows().get(2).subList(0, 2));
    assertEquals(500L, Results.row(result, "lines", "hottest", BASE + 8192).get("user-stores"));
    assertEquals(100L, Results.row(result, "lines", "hottest", KERNEL).get("kernel-loads"));
    assertEquals(1064L, Results.row(result, "pages", "hottest", BASE).get("user-loads"));
    final Finding finding = (Finding) Results.item(result, "hot-spots", "concentrated");
    assertTrue(
        finding.text().startsWith("Half of all accesses are to 1 lines in no more than 1 pages"),
        finding::text);
  }

  /** Shares are of all lines, however few are listed. */
  @Test
  void sharesAreOfMoreThanIsListed() {
    for (final int top : new int[] {0, 3}) {
      final AnalysisResult result = analyze(Map.of("top", "" + top), Traces.stride(BASE, 64, 200));
      assertEquals(top, ((Table) Results.item(result, "lines", "hottest")).rows().size());
      final Table table = (Table) Results.item(result, "hot-spots", "concentration");
      assertEquals(
          List.of(List.of(0.5, 2L, 100L), List.of(0.9, 3L, 180L), List.of(0.99, 4L, 198L)),
          table.rows().stream().map(row -> row.subList(0, 3)).toList());
      final Finding finding = (Finding) Results.item(result, "hot-spots", "concentrated");
      assertTrue(finding.text().startsWith("Half of all accesses are to 100 lines"), finding::text);
    }
  }

  @Test
  void countsAnAccessThatCrossesOnce() {
    final AnalysisResult result = analyze(Map.of(), Traces.of(load(60, 8), store(-4, 8)));
    assertEquals(2L, Results.metric(result, "hot-spots", "crossings"));
    assertEquals(1L, Results.row(result, "lines", "hottest", 0L).get("accesses"));
    assertEquals(1L, Results.row(result, "lines", "hottest", -64L).get("user-stores"));
  }

  @Test
  void tellsInstructionsApartByWhatTheyDo() {
    final Trace trace =
        Traces.of(load(0, 8).pc(0x40_5678)).times(3).then(Traces.of(store(0, 8).pc(0x40_5678)));
    final AnalysisResult result = analyze(Map.of(), trace);
    final Table table = (Table) Results.item(result, "instructions", "busiest");
    assertEquals(
        List.of(
            List.of(0x40_5678L, "load", "user", 8L, 3L, 0.75, ""),
            List.of(0x40_5678L, "store", "user", 8L, 1L, 0.25, "")),
        table.rows());
  }

  /** Which have room in the table is said by who came first, not by who is busy. */
  @Test
  void theFirstInstructionsAreTracked() {
    final Trace trace =
        Traces.of(load(0, 8).pc(0x40_1000))
            .times(3)
            .then(Traces.of(load(0, 8).pc(0x40_2000)))
            .then(Traces.of(load(0, 8).pc(0x40_3000)).times(5))
            .then(Traces.of(load(0, 8).pc(0x40_2000), load(0, 8).pc(0x40_4000)));
    final AnalysisResult result = analyze(Map.of("table", "2"), trace);
    final Table table = (Table) Results.item(result, "instructions", "busiest");
    assertEquals(
        List.of(List.of(0x40_1000L, 3L), List.of(0x40_2000L, 2L)),
        table.rows().stream().map(row -> List.of(row.get(0), row.get(4))).toList());
    assertEquals(6L, Results.metric(result, "hot-spots", "untracked"));
  }

  /** The places of busy instructions become more when there are many. */
  @Test
  void countsManyInstructions() {
    final int instructions = 9000;
    final Access[] accesses =
        IntStream.range(0, instructions)
            .mapToObj(i -> Stream.of(load(0, 8).pc(0x40_0000 + 3L * i), store(8, 4).pc(0x40_0000)))
            .flatMap(two -> two)
            .toArray(Access[]::new);
    final AnalysisResult result = analyze(Map.of("top", "100000"), Traces.of(accesses).times(2));
    final Table table = (Table) Results.item(result, "instructions", "busiest");
    assertEquals(instructions + 1, table.rows().size());
    assertEquals(2L * instructions, table.rows().get(0).get(4));
    assertEquals(
        List.of(2L),
        table.rows().stream().skip(1).map(row -> (Long) row.get(4)).distinct().toList());
  }

  /** The same address in two programs is two lines and two instructions, in the kernel one. */
  @Test
  void keepsProgramsApart() {
    final TraceAnalyzer analyzer = analyzer(Map.of());
    analyzer.onStart(TestContext.DEFAULT);
    for (final String program : List.of("/bin/a", "/bin/b", "/bin/b")) {
      Replay.of(Traces.of(load(BASE, 8), load(KERNEL, 8).kernel()))
          .by(new Task(1, 2, 2, 1, 0, Task.Role.OTHER, 0, "name", program))
          .feed(analyzer);
    }
    final AnalysisResult result = analyzer.onEnd(EndOfTrace.of(6));
    final Table lines = (Table) Results.item(result, "lines", "hottest");
    assertEquals(
        List.of(List.of(KERNEL, 3L, ""), List.of(BASE, 2L, "/bin/b"), List.of(BASE, 1L, "/bin/a")),
        lines.rows().stream().map(row -> List.of(row.get(0), row.get(1), row.get(8))).toList());
    final Table busiest = (Table) Results.item(result, "instructions", "busiest");
    assertEquals(
        List.of("", "/bin/b", "/bin/a"), busiest.rows().stream().map(row -> row.get(6)).toList());
  }

  /** A line with more than its share of the rest is found though there is no room for all. */
  @Test
  void findsAHotLineAmongMany() {
    final Trace first = Traces.stride(0, 64, 64);
    final Trace many = Traces.stride(1 << 20, 64, 20_000);
    final Trace trace = first.then(many.interleavedWith(Traces.stride(1 << 16, 0, 2000)));
    final AnalysisResult result = analyze(Map.of("limit", "64", "sketch", "100"), trace);
    assertEquals(22_000L, Results.metric(result, "hot-spots", "estimated"));
    final Map<String, Object> hot = Results.row(result, "lines", "hottest", 1L << 16);
    assertTrue((long) hot.get("accesses") >= 2000);
    assertTrue((long) hot.get("accesses") - (long) hot.get("excess") <= 2000);
    assertEquals(
        Finding.Level.NOTE,
        ((Finding) Results.item(result, "hot-spots", "partly-estimated")).level());
  }

  @Test
  void warnsOfWhatItDidNotSee() {
    final TestContext sampled = TestContext.builder().sampling(new Sampling(10, 3)).build();
    final AnalysisResult result =
        Replay.of(Traces.sequential(0, 10)).with(sampled).into(analyzer(Map.of()));
    final Finding finding = (Finding) Results.item(result, "hot-spots", "partial");
    assertEquals(Finding.Level.WARNING, finding.level());
  }

  @Test
  void refusesSizesThatDoNotFit() {
    for (final Map<String, String> options :
        List.of(
            Map.of("line", "48"),
            Map.of("page-size", "5000"),
            Map.of("line", "128", "page-size", "64"))) {
      assertThrows(InvalidOptionException.class, () -> analyzer(options));
    }
  }

  private static AnalysisResult analyze(final Map<String, String> options, final Trace trace) {
    return Replay.of(trace).into(analyzer(options));
  }

  private static TraceAnalyzer analyzer(final Map<String, String> given) {
    final HotSpotsFactory factory = new HotSpotsFactory();
    return factory.create(AnalyzerOptions.of(factory.options(), given));
  }
}
