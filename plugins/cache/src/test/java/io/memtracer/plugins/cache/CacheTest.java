package io.memtracer.plugins.cache;

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
import io.memtracer.plugins.cache.options.Machine;
import io.memtracer.testkit.Replay;
import io.memtracer.testkit.Results;
import io.memtracer.testkit.TestContext;
import io.memtracer.testkit.Trace;
import io.memtracer.testkit.Traces;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are known without a simulator. */
class CacheTest {

  private static final long BASE = 0x7000_0000L;

  /** The same addresses: what the one has brought is not the other's, but the kernel's is. */
  @Test
  void keepsLinesAndInstructionsOfProgramsApart() {
    final CacheFactory factory = new CacheFactory();
    final TraceAnalyzer analyzer =
        factory.create(AnalyzerOptions.of(factory.options(), Map.of("levels", "l1:32K:8")));
    final Trace trace =
        Traces.stride(0x5555_5555_5000L, 64, 10)
            .pc(0x401000)
            .then(Traces.stride(0xffff_8880_0000_0000L, 64, 5).pc(-64).kernel());
    for (int turn = 0; turn < 3; turn++) {
      for (int space = 1; space <= 2; space++) {
        final String program = "./program-" + space;
        Replay.of(trace)
            .by(new Task(space, space, space, space, 0, Task.Role.WORKLOAD, 0, "p", program))
            .feed(analyzer);
      }
    }
    final AnalysisResult result = analyzer.onEnd(EndOfTrace.of(90));
    assertEquals(25L, Results.metric(result, "cache", "cold"));
    final Map<Object, Object> misses = new HashMap<>();
    final Table table = (Table) Results.item(result, "top", "instructions");
    table.rows().forEach(row -> misses.put(row.get(row.size() - 1), row.get(4)));
    assertEquals(Map.of("./program-1", 10L, "./program-2", 10L, "", 5L), misses);
  }

  @Test
  void aLoopOverAnArrayMissesAlwaysOrOnce() {
    final int bytes = 32 << 10;
    final int passes = 5;
    final Trace loop = Traces.sequential(BASE, bytes / 8).times(passes);
    assertEquals((long) passes * bytes / 64, misses("l1:16K:full", "l1", loop));
    assertEquals((long) bytes / 64, misses("l1:32K:full", "l1", loop));
    assertEquals((long) bytes / 64, misses("l1:64K:full", "l1", loop));
    final AnalysisResult all = analyze("l1:16K:full+l2:32K:full+l3:64K:full", loop);
    assertEquals((long) passes * bytes / 64, row(all, "l1").get("misses"));
    assertEquals((long) bytes / 64, row(all, "l2").get("misses"));
    assertEquals((long) bytes / 64, row(all, "l3").get("references"));
    assertEquals((long) bytes / 64, row(all, "l3").get("misses"));
    assertEquals((long) bytes / 64, Results.metric(all, "cache", "cold"));
  }

  @Test
  void aColumnWalkConflicts() {
    // Rows of 4 KiB in 32 KiB of 8 ways and 64 sets: a column lies in one set. Eight rows fit;
    // nine miss at each access, as LRU throws out what comes next. With a
    // line more in a row, its nine lines are in nine sets, and only the first access to each
    // misses.
    assertEquals(8L * 64, columnMisses(8, 4096));
    assertEquals(9L * 512, columnMisses(9, 4096));
    assertEquals(9L * 64, columnMisses(9, 4096 + 64));
  }

  /** The column of nine rows: its 576 lines would all fit into 32 KiB if there were one set. */
  @Test
  void dividesMissesByTheirCause() {
    final TraceAnalyzer conflicts = analyzer(Map.of("levels", "l1:32K:8", "three-c", "true"));
    Trace walk = Traces.empty();
    for (int column = 0; column < 512; column++) {
      walk = walk.then(Traces.stride(BASE + column * 8L, 4096, 9));
    }
    // The nine lines of a set of columns are walked eight times: the first misses are cold.
    assertEquals(
        List.of(9L * 512, 9L * 64, 0L, 9L * (512 - 64), 9L * 64),
        causes(Replay.of(walk).into(conflicts)));
    // A loop over twice as much as fits misses always, for want of room.
    final TraceAnalyzer small = analyzer(Map.of("levels", "l1:16K:full", "three-c", "true"));
    final Trace loop = Traces.sequential(BASE, (32 << 10) / 8).times(5);
    assertEquals(List.of(2560L, 512L, 2048L, 0L, 2560L), causes(Replay.of(loop).into(small)));
    // 0, 128 and 64 in two sets of one line: 0 and 128 are in one of them, LRU keeps two of three.
    final TraceAnalyzer direct = analyzer(Map.of("levels", "l1:128:1", "three-c", "true"));
    final Trace both = Traces.of(load(0, 8), load(128, 8), load(0, 8), load(64, 8), load(128, 8));
    assertEquals(List.of(5L, 3L, 1L, 1L, 4L), causes(Replay.of(both).into(direct)));
  }

  private static List<Object> causes(final AnalysisResult result) {
    final Map<String, Object> row = Results.row(result, "cache", "three-c", "l1", "total");
    return Stream.of("misses", "cold", "capacity", "conflict", "fully-associative")
        .map(row::get)
        .toList();
  }

  private static Object columnMisses(final int rows, final long rowBytes) {
    Trace walk = Traces.empty();
    for (int column = 0; column < 512; column++) {
      walk = walk.then(Traces.stride(BASE + column * 8L, rowBytes, rows));
    }
    return row(analyze("l1:32K:8", walk), "l1").get("misses");
  }

  @Test
  void randomAccessesHitAsOftenAsTheCacheIsLarge() {
    // A quarter of the area fits; the accesses are independent, so 3 sigma is 3 sqrt(p q / n).
    final int count = 100_000;
    final Trace warm = Traces.sequential(BASE, (256 << 10) / 8);
    final Trace trace = warm.then(Traces.random(new Random(7), BASE, 256 << 10, count));
    final long misses = (long) misses("l1:64K:full", "l1", trace) - (256 << 10) / 64;
    final double sigma = Math.sqrt(0.25 * 0.75 / count);
    assertEquals(0.75, (double) misses / count, 3 * sigma);
  }

  @Test
  void accessesThatCrossLinesCountInBoth() {
    final AnalysisResult result =
        analyze("l1:4K:4", Traces.of(load(60, 8), load(60, 4), store(-4, 8), load(0, 128)));
    assertEquals(4L, Results.metric(result, "cache", "accesses"));
    assertEquals(3L, Results.metric(result, "cache", "crossings"));
    // Lines 0 and 1; the last one of the address space; what follows it is line 0 again.
    assertEquals(7L, row(result, "l1").get("references"));
    assertEquals(3L, row(result, "l1").get("misses"));
    assertEquals(1L, row(result, "l1").get("store-misses"));
  }

  @Test
  void dirtyLinesAreWrittenBackWhenTheyGo() {
    final Trace trace = Traces.of(store(0, 8), load(64, 8), load(128, 8), store(128, 8));
    final AnalysisResult back = analyze("l1:128:full", trace);
    assertEquals(1L, writes(back, "l1").get("write-backs"));
    assertEquals(1L, writes(back, "l1").get("dirty"));
    assertEquals(1L, Results.metric(back, "cache", "memory-writes"));
    assertEquals(3L, Results.metric(back, "cache", "memory-reads"));
    final AnalysisResult through = analyze("l1:128:full:write-through:no-allocate", trace);
    assertEquals(0L, writes(through, "l1").get("write-backs"));
    assertEquals(2L, Results.metric(through, "cache", "memory-writes"));
    assertEquals(2L, Results.metric(through, "cache", "memory-reads"));
  }

  @Test
  void missesAreToldPerInstructionsExecuted() {
    final TraceAnalyzer analyzer = analyzer(Map.of("levels", "l1:4K:4"));
    Replay.of(Traces.stride(BASE, 64, 30)).feed(analyzer);
    EndOfTrace end = EndOfTrace.of(30).withInstructions(3, 2000);
    for (int cpl = 0; cpl < 3; cpl++) {
      end = end.withInstructions(cpl, 1000);
    }
    final AnalysisResult result = analyzer.onEnd(end);
    assertEquals(6.0, row(result, "l1").get("per-thousand-instructions"));
    final Map<String, Object> user = Results.row(result, "cache", "levels", "l1", "user");
    assertEquals(15.0, user.get("per-thousand-instructions"));
    final Map<String, Object> kernel = Results.row(result, "cache", "levels", "l1", "kernel");
    assertEquals(0.0, kernel.get("per-thousand-instructions"));
  }

  @Test
  void privateCachesAreOfOneVcpu() {
    final Trace both = Traces.of(load(0, 8)).then(Traces.of(load(0, 8)).vcpu(1)).times(3);
    assertEquals(2L, misses("l1:4K:4", "l1", both));
    assertEquals(1L, misses("l1:4K:4:shared", "l1", both));
    assertEquals(1L, misses("l1:4K:4+l2:8K:4:shared", "l2", both));
    // What the other vCPU has accessed is not cold.
    assertEquals(1L, Results.metric(analyze("l1:4K:4", both), "cache", "cold"));
  }

  @Test
  void namesTheWorstInstruction() {
    final Trace chase = Traces.pointerChase(new Random(3), BASE, 100_000, 5_000).pc(0x40_5678);
    final Trace trace =
        chase.then(Traces.stride(0x1000, 0, 5_000)).then(chase.slice(0, 9).kernel());
    final AnalysisResult result = analyze("l1:4K:4+l2:64K:8", trace);
    final Map<String, Object> worst = Results.row(result, "top", "instructions", 0x40_5678L);
    assertEquals("load", worst.get("kind"));
    assertEquals(row(result, "l1").get("misses"), sumOfMisses(result));
    final Finding finding = (Finding) Results.item(result, "cache", "worst");
    assertTrue(finding.text().contains("at 0x405678 (user)"), finding::text);
    assertEquals("top", finding.about());
  }

  private static long sumOfMisses(final AnalysisResult result) {
    final Table table = (Table) Results.item(result, "top", "instructions");
    return table.rows().stream().mapToLong(row -> (long) row.get(4)).sum();
  }

  @Test
  void warnsOfWhatItDidNotSee() {
    final TestContext sampled = TestContext.builder().sampling(new Sampling(10, 3)).build();
    final AnalysisResult result =
        Replay.of(Traces.sequential(0, 10)).with(sampled).into(analyzer(Map.of()));
    final Finding finding = (Finding) Results.item(result, "cache", "partial");
    assertEquals(Finding.Level.WARNING, finding.level());
  }

  @Test
  void knowsMachines() {
    for (final Machine machine : Machine.values()) {
      final AnalysisResult result =
          Replay.of(Traces.sequential(0, 10)).into(analyzer(Map.of("machine", machine.key())));
      assertEquals(2L, row(result, "l1").get("misses"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "l1",
        "l1:32K",
        "l1:32K:8+",
        "l1:32K:8:",
        "l1:32K:8:fast",
        "L1:32K:8",
        "l1:32X:8",
        "l1:-1:8",
        "l1:32K:0",
        "l1:32K:9",
        "l1:32K:x",
        "l1:0:1",
        "l1:0:full",
        "l1:32K:8+l1:64K:8",
        "memory:32K:8",
        "l1:32K:8:shared+l2:64K:8",
        "l1:48K:8",
        "l1:48K:12:plru",
        "l1:4K:full:drrip",
        "l1:1G:full",
        "l1:999999999G:1",
        "a:1K:1+b:1K:1+c:1K:1+d:1K:1+e:1K:1+f:1K:1+g:1K:1+h:1K:1+i:1K:1"
      })
  void refusesWhatIsNoHierarchy(final String levels) {
    final Map<String, String> given = Map.of("levels", levels);
    assertThrows(InvalidOptionException.class, () -> analyzer(given));
  }

  @Test
  void refusesOptionsThatDoNotFit() {
    assertThrows(InvalidOptionException.class, () -> analyzer(Map.of("line", "48")));
    assertThrows(
        InvalidOptionException.class,
        () -> analyzer(Map.of("machine", "zen2", "levels", "l1:32K:8")));
  }

  private static Object misses(final String levels, final String level, final Trace trace) {
    return row(analyze(levels, trace), level).get("misses");
  }

  private static Map<String, Object> row(final AnalysisResult result, final String level) {
    return Results.row(result, "cache", "levels", level, "total");
  }

  private static Map<String, Object> writes(final AnalysisResult result, final String level) {
    return Results.row(result, "cache", "writes", level);
  }

  private static AnalysisResult analyze(final String levels, final Trace trace) {
    return Replay.of(trace).into(analyzer(Map.of("levels", levels)));
  }

  private static TraceAnalyzer analyzer(final Map<String, String> given) {
    final CacheFactory factory = new CacheFactory();
    return factory.create(AnalyzerOptions.of(factory.options(), given));
  }
}
