package io.memtracer.plugins.tlb;

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
import io.memtracer.testkit.Replay;
import io.memtracer.testkit.Results;
import io.memtracer.testkit.TestContext;
import io.memtracer.testkit.Trace;
import io.memtracer.testkit.Traces;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Known answers, of TLBs as large as they are by default: 64:4, 32:4, 1536:12. */
class TlbTest {

  private static final long BASE = 0x10_0000_0000L;
  private static final long DIRECT_MAP = 0xffff_8880_0000_0000L;
  private static final long VMALLOC = 0xffff_c900_0000_0000L;
  private static final int PASSES = 5;

  /**
   * A page after the other, again and again: what fits misses once. Of 80 pages, 5 go into each of
   * 16 sets of 4. Of 1,537, 13 go into one of 128 sets of 12; of 1,664, into each.
   */
  @ParameterizedTest
  @CsvSource({
    "64, 64, 64",
    "80, 400, 80",
    "1536, 7680, 1536",
    "1537, 7685, 1589",
    "1664, 8320, 8320"
  })
  void aLoopOverPagesMissesAlwaysOrOnce(final int pages, final long misses, final long walks) {
    final AnalysisResult result = analyze(Map.of(), Traces.stride(BASE, 4096, pages).times(PASSES));
    requireMisses(result, misses, walks);
  }

  /** The same 6.5 MiB in pages of 2 MiB. */
  @Test
  void largePagesReachFarther() {
    final Trace trace = Traces.stride(BASE, 4096, 1664).times(PASSES);
    requireMisses(analyze(Map.of("user-pages", "2M"), trace), 4, 4);
    final Trace kernel = Traces.stride(DIRECT_MAP, 4096, 1664).kernel().times(PASSES);
    requireMisses(analyze(Map.of(), kernel), 4, 4);
    requireMisses(analyze(Map.of("kernel-pages", "4K"), kernel), 8320, 8320);
  }

  @Test
  void whatTheKernelMapsPageByPageIsSmall() {
    final AnalysisResult result = analyze(Map.of(), Traces.stride(VMALLOC, 4096, 10).kernel());
    requireMisses(result, 10, 10);
    assertEquals(10L, Results.row(result, "tlb", "page-sizes", 4096L).get("walks"));
  }

  /** Two programs take turns; what they share with the kernel stays. */
  @ParameterizedTest
  @CsvSource({"1, 12, 10", "2, 3, 0", "3, 3, 0"})
  void addressSpacesAreForgotten(final int asids, final long walks, final long flushed) {
    final TraceAnalyzer analyzer = analyzer(Map.of("asids", "" + asids));
    analyzer.onStart(TestContext.DEFAULT);
    for (int turn = 0; turn < 11; turn++) {
      Replay.of(Traces.of(load(BASE, 8), load(DIRECT_MAP, 8).kernel()))
          .by(task(1 + turn % 2))
          .feed(analyzer);
    }
    final AnalysisResult result = analyzer.onEnd(EndOfTrace.of(22));
    assertEquals(walks, Results.metric(result, "tlb", "walks"));
    assertEquals(11L, Results.metric(result, "tlb", "switches"));
    assertEquals(flushed, Results.metric(result, "tlb", "flushed"));
  }

  /** A thread of the kernel has no address space, and borrows the one that is there. */
  @Test
  void threadsOfTheKernelForgetNothing() {
    final TraceAnalyzer analyzer = analyzer(Map.of());
    analyzer.onStart(TestContext.DEFAULT);
    for (int turn = 0; turn < 10; turn++) {
      Replay.of(Traces.of(load(BASE, 8))).by(task(1)).feed(analyzer);
      Replay.of(Traces.of(load(DIRECT_MAP, 8).kernel())).by(task(0)).feed(analyzer);
    }
    final AnalysisResult result = analyzer.onEnd(EndOfTrace.of(20));
    assertEquals(2L, Results.metric(result, "tlb", "walks"));
    assertEquals(1L, Results.metric(result, "tlb", "switches"));
  }

  @Test
  void eachVcpuHasItsOwn() {
    final Trace both =
        Traces.of(load(BASE, 8), load(BASE, 8)).then(Traces.of(load(BASE, 8)).vcpu(1));
    final AnalysisResult result = analyze(Map.of(), both);
    final Table vcpus = (Table) Results.item(result, "tlb", "vcpus");
    assertEquals(List.of(List.of(0L, 0L, 1L, 0L, 0L), List.of(1L, 0L, 1L, 0L, 0L)), vcpus.rows());
  }

  @Test
  void anAccessThatCrossesNeedsBothPages() {
    final AnalysisResult result = analyze(Map.of(), Traces.of(store(BASE + 4092, 8)));
    requireMisses(result, 2, 2);
    assertEquals(1L, Results.metric(result, "tlb", "crossings"));
    assertEquals(2L, Results.row(result, "tlb", "levels", "second", "user").get("store-misses"));
  }

  @Test
  void namesTheInstructionThatWalks() {
    final Trace trace =
        Traces.stride(BASE, 4096, 3000).pc(0x40_1234).then(Traces.stride(BASE, 0, 3000));
    final AnalysisResult result = analyze(Map.of(), trace);
    final Map<String, Object> row = Results.row(result, "top", "instructions", 0x40_1234L);
    assertEquals(3000L, row.get("walks"));
    assertEquals(
        "100.0 % of the page walks are for one load at 0x401234 (user).",
        ((Finding) Results.item(result, "tlb", "worst")).text());
    assertEquals(
        "Of 1,000 accesses 500.17 miss the first level, and 500.17 need a page walk; 0.0 % of the"
            + " walks are the kernel's.",
        ((Finding) Results.item(result, "tlb", "how-much")).text());
  }

  @Test
  void walksAreToldPerInstructionsExecuted() {
    final TraceAnalyzer analyzer = analyzer(Map.of());
    analyzer.onStart(TestContext.DEFAULT);
    Replay.of(Traces.stride(BASE, 4096, 30)).feed(analyzer);
    EndOfTrace end = EndOfTrace.of(30).withInstructions(3, 2000);
    for (int cpl = 0; cpl < 3; cpl++) {
      end = end.withInstructions(cpl, 1000);
    }
    final AnalysisResult result = analyzer.onEnd(end);
    assertEquals(15.0, Results.metric(result, "tlb", "walks-per-thousand-instructions-user"));
    assertEquals(6.0, Results.metric(result, "tlb", "walks-per-thousand-instructions-total"));
  }

  @Test
  void warnsOfWhatItDidNotSee() {
    final TestContext sampled = TestContext.builder().sampling(new Sampling(10, 3)).build();
    final AnalysisResult result =
        Replay.of(Traces.sequential(0, 10)).with(sampled).into(analyzer(Map.of()));
    assertEquals(Finding.Level.WARNING, ((Finding) Results.item(result, "tlb", "partial")).level());
  }

  @ParameterizedTest
  @CsvSource({"64", "64:0", "64:5", "48:4", "0:1", "x:y", "999999:1"})
  void refusesWhatIsNoTlb(final String text) {
    final InvalidOptionException e =
        assertThrows(InvalidOptionException.class, () -> analyzer(Map.of("l2", text)));
    assertTrue(e.getMessage().contains(text) && e.getMessage().contains("l2"), e::getMessage);
  }

  private static void requireMisses(
      final AnalysisResult result, final long misses, final long walks) {
    assertEquals(misses, Results.row(result, "tlb", "levels", "first", "total").get("misses"));
    assertEquals(walks, Results.row(result, "tlb", "levels", "second", "total").get("misses"));
  }

  private static Task task(final int space) {
    return new Task(1 + space, 1, 1, space, "task");
  }

  private static AnalysisResult analyze(final Map<String, String> options, final Trace trace) {
    return Replay.of(trace).into(analyzer(options));
  }

  private static TraceAnalyzer analyzer(final Map<String, String> given) {
    final TlbFactory factory = new TlbFactory();
    return factory.create(AnalyzerOptions.of(factory.options(), given));
  }
}
