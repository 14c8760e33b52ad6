package io.memtracer.plugins.workingset;

import static io.memtracer.testkit.Traces.load;
import static io.memtracer.testkit.Traces.store;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.EndOfTrace;
import io.memtracer.api.InvalidOptionException;
import io.memtracer.api.Sampling;
import io.memtracer.api.Task;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Finding;
import io.memtracer.testkit.Replay;
import io.memtracer.testkit.Results;
import io.memtracer.testkit.TestContext;
import io.memtracer.testkit.Trace;
import io.memtracer.testkit.Traces;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkingSetTest {

  private static final long KERNEL = 0xffff_8880_0000_0000L;

  /** 100 pages of each of two spaces at the same addresses, and 50 that the kernel has for both. */
  @Test
  void warnsOfWhatItDidNotSee() {
    final TestContext sampled = TestContext.builder().sampling(new Sampling(10, 3)).build();
    final WorkingSetFactory factory = new WorkingSetFactory();
    final AnalysisResult result =
        Replay.of(Traces.sequential(0, 10))
            .with(sampled)
            .into(factory.create(AnalyzerOptions.of(factory.options(), Map.of())));
    assertEquals(
        Finding.Level.WARNING, ((Finding) Results.item(result, "working-set", "partial")).level());
  }

  @Test
  void countsPagesOfEachAddressSpace() {
    final TraceAnalyzer analyzer = new WorkingSetAnalyzer(1000, 4096, 100);
    final Trace trace =
        Traces.stride(0x5555_5555_5000L, 4096, 100)
            .then(Traces.stride(0xffff_8880_0000_0000L, 4096, 50).kernel());
    for (int turn = 0; turn < 3; turn++) {
      for (int space = 1; space <= 2; space++) {
        Replay.of(trace).by(new Task(space, space, space, space, "program")).feed(analyzer);
      }
    }
    final AnalysisResult result = analyzer.onEnd(EndOfTrace.of(900));
    assertEquals(250L, Results.metric(result, "footprint", "pages"));
  }

  @Test
  void countsFreshPages() {
    final AnalysisResult result = analyze(1000, 4096, Traces.stride(0x7f00_0000_0000L, 4096, 5500));
    assertEquals(5500L, Results.metric(result, "footprint", "pages"));
    assertEquals(5500L * 4096, Results.metric(result, "footprint", "bytes"));
    assertEquals(5L, Results.metric(result, "working-set", "windows"));
    assertEquals(1000L, Results.metric(result, "working-set", "peak"));
    assertEquals(1000.0, Results.metric(result, "working-set", "mean"));
    assertEquals(500L, Results.metric(result, "working-set", "partial-window-accesses"));
    assertEquals(500L, Results.metric(result, "working-set", "partial-window-pages"));
    assertEquals(
        List.of(1000.0, 1000.0, 1000.0, 1000.0, 1000.0, 500.0),
        Results.line(result, "working-set", "over-time", "user"));
  }

  @Test
  void keepsUserAndKernelApartAndLoadsAndStores() {
    final Trace user = Traces.stride(0x1000, 4096, 10);
    final Trace kernel = Traces.stride(KERNEL, 4096, 20).kernel();
    final Trace kernelOnUserPages = Traces.stride(0x1000, 4096, 5).kernel().stores();
    final AnalysisResult result = analyze(35, 4096, user.then(kernel).then(kernelOnUserPages));
    assertEquals(30L, peak(result, "total", "all"));
    assertEquals(30L, peak(result, "total", "loads"));
    assertEquals(5L, peak(result, "total", "stores"));
    assertEquals(10L, peak(result, "user", "all"));
    assertEquals(0L, peak(result, "user", "stores"));
    assertEquals(25L, peak(result, "kernel", "all"));
    assertEquals(20L, peak(result, "kernel", "loads"));
    assertEquals(5L, peak(result, "kernel", "stores"));
  }

  @Test
  void countsBothPagesOfAnAccessThatCrosses() {
    final Trace trace = Traces.of(load(0x1ffc, 8), load(0x2ff8, 8), store(0x4fff, 2));
    assertEquals(4L, Results.metric(analyze(10, 4096, trace), "footprint", "pages"));
    final Trace wide = Traces.of(load(0x103f, 128));
    assertEquals(3L, Results.metric(analyze(10, 64, wide), "footprint", "pages"));
    final Trace last = Traces.of(store(-1, 2), load(0, 1));
    assertEquals(2L, Results.metric(analyze(10, 4096, last), "footprint", "pages"));
  }

  @Test
  void givesNearestRankPercentiles() {
    // Window k of 100 touches k pages, k = 1 to 100.
    Trace trace = Traces.empty();
    for (int k = 1; k <= 100; k++) {
      trace = trace.then(Traces.stride(0, 4096, k)).then(Traces.stride(0, 0, 100 - k));
    }
    final Map<String, Object> row =
        Results.row(analyze(100, 4096, trace), "working-set", "pages-in-window", "total", "all");
    assertEquals(100L, row.get("peak"));
    assertEquals(50.5, row.get("mean"));
    assertEquals(50L, row.get("p50"));
    assertEquals(90L, row.get("p90"));
    assertEquals(99L, row.get("p99"));
  }

  @Test
  void describesATraceShorterThanAWindow() {
    final AnalysisResult result = analyze(1_000_000, 4096, Traces.stride(0, 4096, 3));
    assertEquals(0L, Results.metric(result, "working-set", "windows"));
    assertEquals(3L, Results.metric(result, "working-set", "peak"));
    assertEquals(3L, Results.metric(result, "working-set", "partial-window-pages"));
  }

  /** 10 pages, 5 at the end of one window and 5 at the beginning of the next. */
  @Test
  void aSlidingWindowSeesWhatLiesAcrossABoundary() {
    final Trace trace =
        Traces.stride(0, 0, 95).then(Traces.stride(4096, 4096, 10)).then(Traces.stride(0, 0, 95));
    assertEquals(6L, Results.metric(analyze(100, 4096, trace), "working-set", "peak"));
    for (final String step : List.of("1", "5", "50")) {
      final AnalysisResult result = analyze(Map.of("window", "100", "step", step), trace);
      assertEquals(11L, Results.metric(result, "working-set", "peak"));
      final long windows = 1 + 100 / Long.parseLong(step);
      assertEquals(windows, Results.metric(result, "working-set", "windows"));
    }
  }

  @Test
  void refusesStepsThatAreNoPartOfAWindow() {
    final InvalidOptionException thrown =
        assertThrows(
            InvalidOptionException.class,
            () -> analyze(Map.of("window", "100", "step", "30"), Traces.empty()));
    assertEquals(
        "option window must be step times 1 to 10000, but window is 100 and step 30",
        thrown.getMessage());
  }

  @Test
  void refusesPagesThatAreNoPowerOfTwo() {
    final InvalidOptionException thrown =
        assertThrows(InvalidOptionException.class, () -> analyze(1, 5000, Traces.empty()));
    assertEquals("option page-size must be a power of two, but 5000 isn't", thrown.getMessage());
  }

  private static long peak(final AnalysisResult result, final String mode, final String kind) {
    return (long) Results.row(result, "working-set", "pages-in-window", mode, kind).get("peak");
  }

  private static AnalysisResult analyze(final long window, final long pageSize, final Trace trace) {
    return analyze(
        Map.of("window", Long.toString(window), "page-size", Long.toString(pageSize)), trace);
  }

  private static AnalysisResult analyze(final Map<String, String> given, final Trace trace) {
    final WorkingSetFactory factory = new WorkingSetFactory();
    return Replay.of(trace).into(factory.create(AnalyzerOptions.of(factory.options(), given)));
  }
}
