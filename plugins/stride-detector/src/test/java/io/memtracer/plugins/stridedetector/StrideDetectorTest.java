package io.memtracer.plugins.stridedetector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.EndOfTrace;
import io.memtracer.api.Sampling;
import io.memtracer.api.Task;
import io.memtracer.api.TraceEvent.Gap.Cause;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Bucket;
import io.memtracer.api.result.Finding;
import io.memtracer.api.result.Histogram;
import io.memtracer.api.result.Table;
import io.memtracer.testkit.Replay;
import io.memtracer.testkit.Results;
import io.memtracer.testkit.TestContext;
import io.memtracer.testkit.Trace;
import io.memtracer.testkit.TraceBuilder;
import io.memtracer.testkit.Traces;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StrideDetectorTest {

  private static final long PC = 0x40_1234;

  @Test
  void warnsOfWhatItDidNotSee() {
    final TestContext sampled = TestContext.builder().sampling(new Sampling(10, 3)).build();
    final StrideDetectorFactory factory = new StrideDetectorFactory();
    final AnalysisResult result =
        Replay.of(Traces.sequential(0, 10))
            .with(sampled)
            .into(factory.create(AnalyzerOptions.of(factory.options(), Map.of())));
    assertEquals(
        Finding.Level.WARNING, ((Finding) Results.item(result, "strides", "partial")).level());
  }

  @Test
  void findsTheStrideOfAColumnWalk() {
    // double a[100][50], column by column: 400 bytes a row, and a jump back at each column's end.
    Trace walk = Traces.empty();
    for (int column = 0; column < 50; column++) {
      walk = walk.then(Traces.stride(0x10_0000 + column * 8L, 400, 100));
    }
    final Map<String, Object> row = only(walk.pc(PC));
    assertEquals(PC, row.get("pc"));
    assertEquals("load", row.get("kind"));
    assertEquals("user", row.get("mode"));
    assertEquals(8L, row.get("size"));
    assertEquals(5000L, row.get("accesses"));
    assertEquals(400L, row.get("stride"));
    assertEquals(50 * 99 / 4999.0, row.get("confidence"));
    assertEquals("strided", row.get("pattern"));
  }

  @Test
  void tellsPatternsApart() {
    assertEquals("constant", only(Traces.stride(0x1000, 0, 100)).get("pattern"));
    assertEquals("unit", only(Traces.stride(0x1000, 8, 100)).get("pattern"));
    assertEquals("unit", only(Traces.stride(0x1000, -8, 100).stores()).get("pattern"));
    assertEquals("strided", only(Traces.stride(0x1000, 16, 100)).get("pattern"));
    assertEquals("single", only(Traces.stride(0x1000, 16, 1)).get("pattern"));
    final Trace random = Traces.random(new Random(1), 0, 1 << 30, 1000);
    assertEquals("irregular", only(random).get("pattern"));
    final Map<String, Object> kernel = only(Traces.stride(-8000, 8, 9).kernel());
    assertEquals("kernel", kernel.get("mode"));
    assertTrue((long) kernel.get("pc") < 0);
  }

  /** One access of eight, in blocks of four: three strides of 8 in each block, and none between. */
  @Test
  void booksNoStrideAcrossAGap() {
    final TraceBuilder sampled = new TraceBuilder();
    for (int block = 0; block < 100; block++) {
      sampled.add(Traces.stride(0x1000 + block * 256L, 8, 4).pc(PC));
      sampled.add(Traces.stride(0x9000, 8, 1).pc(PC).vcpu(1));
      sampled.gap(0, 28, Cause.SAMPLING);
    }
    final Map<String, Object> row = only(sampled.build());
    assertEquals(500L, row.get("accesses"));
    assertEquals(8L, row.get("stride"));
    assertEquals(300 / 399.0, row.get("confidence"), "99 strides of 0 on vCPU 1, without a gap");
  }

  @Test
  void keepsInstructionsVcpusLoadsAndStoresApart() {
    final Trace loads = Traces.stride(0x1000, 8, 100).pc(PC);
    final Trace stores = Traces.stride(0x9000, 24, 100).pc(PC).stores();
    final Trace elsewhere = Traces.stride(0x5000, 8, 200).pc(PC).vcpu(1);
    final AnalysisResult result =
        analyze(100, loads.interleavedWith(stores).interleavedWith(elsewhere));
    assertEquals(2L, Results.metric(result, "strides", "instructions"));
    final Map<String, Object> load = Results.row(result, "top", "instructions", PC, "load");
    assertEquals(300L, load.get("accesses"));
    assertEquals(8L, load.get("stride"));
    assertEquals(1.0, load.get("confidence"));
    assertEquals(24L, Results.row(result, "top", "instructions", PC, "store").get("stride"));
  }

  /** The same address, in turn, and code of the kernel that runs for both. */
  @Test
  void keepsInstructionsOfProgramsApartButTheKernelsTogether() {
    final StrideDetectorAnalyzer analyzer = new StrideDetectorAnalyzer(100, 20);
    final Task one = new Task(1, 1, 1, 1, 0, Task.Role.WORKLOAD, 0, "one", "./one");
    final Task two = new Task(2, 2, 2, 2, 0, Task.Role.WORKLOAD, 0, "two", "./two");
    for (int turn = 0; turn < 10; turn++) {
      Replay.of(Traces.stride(0x1000 + turn * 80L, 8, 10).pc(PC)).by(one).feed(analyzer);
      Replay.of(Traces.stride(0x1000 + turn * 400L, 40, 10).pc(PC)).by(two).feed(analyzer);
      Replay.of(Traces.stride(-8000 + turn * 80L, 8, 10).pc(-16).kernel())
          .by(turn % 2 == 0 ? one : two)
          .feed(analyzer);
    }
    final AnalysisResult result = analyzer.onEnd(EndOfTrace.of(300));
    assertEquals(3L, Results.metric(result, "strides", "instructions"));
    final Table table = (Table) Results.item(result, "top", "instructions");
    final Map<Object, List<Object>> byProgram =
        table.rows().stream().collect(Collectors.toMap(row -> row.get(9), row -> row));
    assertEquals(Set.of("./one", "./two", ""), byProgram.keySet());
    assertEquals(List.of(100L, 8L, 1.0), figures(byProgram.get("./one")));
    assertEquals(List.of(100L, 40L, 1.0), figures(byProgram.get("./two")));
    assertEquals(List.of(100L, 8L, 1.0), figures(byProgram.get("")));
  }

  /** Accesses, stride and confidence. */
  private static List<Object> figures(final List<Object> row) {
    return List.of(row.get(4), row.get(6), row.get(7));
  }

  @Test
  void followsTheStatesOfChenAndBaer() {
    assertEquals("initial", state(0));
    assertEquals("transient", state(0, 8));
    assertEquals("steady", state(0, 8, 16));
    assertEquals("steady", state(5, 5));
    assertEquals("no-prediction", state(0, 8, 17));
    assertEquals("initial", state(0, 8, 16, 100));
    assertEquals("steady", state(0, 8, 16, 100, 108));
    assertEquals("transient", state(0, 8, 16, 100, 107));
    assertEquals("transient", state(0, 8, 17, 26));
    assertEquals("no-prediction", state(0, 8, 17, 27));
  }

  @Test
  void countsThePredictedAndTheUntracked() {
    final Trace tracked = Traces.stride(0x1000, 8, 100).pc(PC);
    final Trace beyond = Traces.stride(0x9000, 8, 30).pc(PC + 4);
    final AnalysisResult result = analyze(1, tracked.then(beyond));
    assertEquals(30L, Results.metric(result, "strides", "untracked"));
    final Map<String, Object> row = Results.row(result, "strides", "by-mode", "user");
    assertEquals(98L, row.get("predicted"));
    assertEquals(130L, row.get("accesses"));
    assertEquals(30L, row.get("untracked"));
  }

  @Test
  void putsEveryStrideIntoTheHistogram() {
    final long[] strides = {0, 1, -1, 64, -64, 65, 127, 128, -65, -128, Long.MAX_VALUE};
    final StrideHistogram histogram = new StrideHistogram();
    for (final long stride : strides) {
      histogram.add(stride, 1);
    }
    histogram.add(Long.MIN_VALUE, 5);
    histogram.add(Long.MIN_VALUE + 1, 7);
    final List<Bucket> buckets = histogram.buckets();
    assertEquals(new Bucket(Long.MIN_VALUE, Long.MIN_VALUE, 5), buckets.get(0));
    assertEquals(new Bucket(-Long.MAX_VALUE, -(1L << 62), 7), buckets.get(1));
    assertEquals(new Bucket(-255, -128, 1), buckets.get(2));
    assertEquals(new Bucket(-127, -65, 1), buckets.get(3));
    assertEquals(new Bucket(65, 127, 2), buckets.get(buckets.size() - 3));
    assertEquals(new Bucket(1L << 62, Long.MAX_VALUE, 1), buckets.get(buckets.size() - 1));
    final Histogram walk =
        (Histogram) Results.item(analyze(9, Traces.stride(0, 24, 10)), "histogram", "user");
    assertEquals(List.of(new Bucket(24, 24, 9)), walk.buckets());
  }

  private static Object state(final long... addresses) {
    Trace trace = Traces.empty();
    for (final long address : addresses) {
      trace = trace.then(Traces.stride(address, 0, 1));
    }
    final AnalysisResult result = analyze(10, trace);
    for (final String state : List.of("initial", "transient", "no-prediction", "steady")) {
      if (Results.row(result, "strides", "by-state", state).get("instructions").equals(1L)) {
        return state;
      }
    }
    return "none";
  }

  private static Map<String, Object> only(final Trace trace) {
    return Results.row(analyze(10, trace), "top", "instructions");
  }

  private static AnalysisResult analyze(final int table, final Trace trace) {
    return Replay.of(trace).into(new StrideDetectorAnalyzer(table, 20));
  }
}
