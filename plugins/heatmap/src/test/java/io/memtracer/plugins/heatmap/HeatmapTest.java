package io.memtracer.plugins.heatmap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.InvalidOptionException;
import io.memtracer.api.Sampling;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Finding;
import io.memtracer.api.result.HeatMap;
import io.memtracer.api.result.Table;
import io.memtracer.testkit.Replay;
import io.memtracer.testkit.Results;
import io.memtracer.testkit.TestContext;
import io.memtracer.testkit.Trace;
import io.memtracer.testkit.Traces;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Known answers. */
class HeatmapTest {

  private static final long BASE = 0x7f00_0000_0000L;
  private static final long KERNEL = 0xffff_8880_0000_0000L;
  private static final int PAGES = 32;
  private static final int IN_A_PAGE = 4096 / 64;

  /** A loop over an array is a saw: each pass goes through all rows, one after the other. */
  @Test
  void aLoopOverAnArrayIsASaw() {
    final int passes = 3;
    final Trace trace = Traces.stride(BASE, 64, PAGES * IN_A_PAGE).times(passes);
    final HeatMap map = map(analyze(Map.of("window", "" + IN_A_PAGE), trace), "user");
    assertEquals(PAGES, map.y().size());
    assertEquals(passes * PAGES, map.x().size());
    for (int column = 0; column < map.x().size(); column++) {
      for (int row = 0; row < PAGES; row++) {
        final double expected = column % PAGES == row ? IN_A_PAGE : 0;
        assertEquals(expected, map.value(column, row), column + ", " + row);
      }
    }
    assertEquals(BASE + (PAGES - 1) * 4096L, map.y().get(PAGES - 1));
    assertEquals(BASE + PAGES * 4096L - 1, map.yLast().get(PAGES - 1));
  }

  /** The same, when there are twice as many accesses and pages as there is room for. */
  @Test
  void getsCoarserWhereThereIsNoRoom() {
    final Trace trace = Traces.stride(BASE, 64, 128 * IN_A_PAGE);
    final AnalysisResult result =
        analyze(Map.of("window", "" + IN_A_PAGE, "limit", "64", "columns", "64"), trace);
    assertEquals(8192L, Results.metric(result, "heatmap", "block"));
    assertEquals(2L * IN_A_PAGE, Results.metric(result, "heatmap", "column"));
    final HeatMap map = map(result, "user");
    for (int i = 0; i < 64; i++) {
      assertEquals(2 * IN_A_PAGE, map.value(i, i));
    }
  }

  @Test
  void foldsWhatIsNotUsed() {
    final Trace trace =
        Traces.stride(BASE, 64, 10 * IN_A_PAGE)
            .then(Traces.stride(BASE + (1L << 40), 64, 5 * IN_A_PAGE))
            .then(Traces.stride(KERNEL, 64, IN_A_PAGE).kernel());
    final AnalysisResult result = analyze(Map.of("window", "64"), trace);
    final HeatMap user = map(result, "user");
    assertEquals(15, user.y().size());
    assertEquals(0, user.gapBelow(1));
    assertEquals((1L << 40) - 10 * 4096, user.gapBelow(10));
    assertEquals(List.of(KERNEL), map(result, "kernel").y());
    final Table regions = (Table) Results.item(result, "user", "regions");
    assertEquals(
        List.of(
            List.of(BASE, BASE + 40_959, 40_960L, 40_960L, 640L, 2.0 / 3, 0L, 640L),
            List.of(
                BASE + (1L << 40),
                BASE + (1L << 40) + 20_479,
                20_480L,
                20_480L,
                320L,
                1.0 / 3,
                640L,
                960L)),
        regions.rows());
    assertEquals(
        "User code uses 60 KiB in 2 regions; 66.7 % of its accesses are to the 40 KiB from"
            + " 0x7f0000000000 on, between access 0 and access 640.",
        ((Finding) Results.item(result, "heatmap", "user-regions")).text());
  }

  /** It is the code whose mode counts, wherever the memory lies. */
  @Test
  void showsWhatTheKernelDoesToUserMemory() {
    final AnalysisResult result = analyze(Map.of(), Traces.sequential(BASE, 8).kernel());
    assertEquals(List.of(BASE), map(result, "kernel").y());
    assertEquals(List.of(), map(result, "user").y());
  }

  @Test
  void warnsOfWhatItDidNotSee() {
    final TestContext sampled = TestContext.builder().sampling(new Sampling(10, 3)).build();
    final AnalysisResult result =
        Replay.of(Traces.sequential(0, 10)).with(sampled).into(analyzer(Map.of()));
    assertEquals(
        Finding.Level.WARNING, ((Finding) Results.item(result, "heatmap", "partial")).level());
  }

  @Test
  void refusesSizesThatDoNotFit() {
    for (final Map<String, String> options :
        List.of(Map.of("block", "5000"), Map.of("columns", "7"))) {
      final InvalidOptionException e =
          assertThrows(InvalidOptionException.class, () -> analyzer(options));
      assertTrue(e.getMessage().contains(options.values().iterator().next()), e::getMessage);
    }
  }

  private static HeatMap map(final AnalysisResult result, final String section) {
    return (HeatMap) Results.item(result, section, "map");
  }

  private static AnalysisResult analyze(final Map<String, String> options, final Trace trace) {
    return Replay.of(trace).into(analyzer(options));
  }

  private static TraceAnalyzer analyzer(final Map<String, String> given) {
    final HeatmapFactory factory = new HeatmapFactory();
    return factory.create(AnalyzerOptions.of(factory.options(), given));
  }
}
