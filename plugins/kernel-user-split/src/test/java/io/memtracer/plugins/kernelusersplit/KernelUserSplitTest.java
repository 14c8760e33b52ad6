package io.memtracer.plugins.kernelusersplit;

import static io.memtracer.testkit.Traces.load;
import static io.memtracer.testkit.Traces.store;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memtracer.api.TraceEvent.Gap.Cause;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Bucket;
import io.memtracer.api.result.Histogram;
import io.memtracer.api.result.Series;
import io.memtracer.testkit.Replay;
import io.memtracer.testkit.Results;
import io.memtracer.testkit.Trace;
import io.memtracer.testkit.TraceBuilder;
import io.memtracer.testkit.Traces;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelUserSplitTest {

  private static final long KERNEL = 0xffff_8880_0000_0000L;

  @Test
  void seesThatAPureLoopNeverEntersTheKernel() {
    final AnalysisResult result = analyze(100, Traces.stride(0x1000, 8, 1000));
    assertEquals(1.0, Results.metric(result, "split", "user-share"));
    assertEquals(0.0, Results.metric(result, "split", "kernel-share"));
    assertEquals(0L, Results.metric(result, "split", "mode-switches"));
    assertEquals(0L, Results.metric(result, "pages", "kernel"));
  }

  @Test
  void countsTheSwitchesOfSystemCalls() {
    // 100 calls: 10 accesses in user code, 30 in the kernel, of which one reads the user's page.
    final Trace call =
        Traces.stride(0x1000, 8, 10)
            .then(Traces.stride(KERNEL, 4096, 29).kernel())
            .then(Traces.of(load(0x1000, 8).kernel()));
    final AnalysisResult result = analyze(400, call.times(100));
    assertEquals(0.25, Results.metric(result, "split", "user-share"));
    assertEquals(199L, Results.metric(result, "split", "mode-switches"));
    assertEquals(31L - 1, Results.metric(result, "pages", "total"));
    assertEquals(1L, Results.metric(result, "pages", "shared"));
    final List<Double> share = Results.line(result, "over-time", "share", "user");
    assertEquals(10, share.size());
    assertEquals(0.25, share.get(9));
    assertEquals(20.0, Results.line(result, "over-time", "mode-switches", "mode-switches").get(1));
  }

  /** Ten stretches, user and kernel in turn: what lies across the gap is no switch. */
  @Test
  void doesNotTakeWhatLiesAcrossAGapForASwitch() {
    final Trace user = Traces.stride(0x1000, 0, 50);
    final Trace both = user.then(Traces.stride(KERNEL, 0, 50).kernel()).times(5);
    assertEquals(9L, switches(both));
    assertEquals(8L, switches(withGap(both, 0)));
    assertEquals(9L, switches(withGap(both, 1)), "another vCPU's");
  }

  private static Trace withGap(final Trace trace, final int vcpu) {
    return new TraceBuilder()
        .add(trace.slice(0, 50))
        .gap(vcpu, 1000, Cause.DROPPED)
        .add(trace.slice(50, trace.size()))
        .build();
  }

  private static Number switches(final Trace trace) {
    return Results.metric(analyze(100, trace), "split", "mode-switches");
  }

  @Test
  void doesNotTakeAnotherVcpuForASwitch() {
    final Trace user = Traces.stride(0x1000, 0, 50);
    final Trace kernel = Traces.stride(KERNEL, 0, 50).kernel().vcpu(1);
    final AnalysisResult result = analyze(1000, user.interleavedWith(kernel));
    assertEquals(0L, Results.metric(result, "split", "mode-switches"));
    final Map<String, Object> second = Results.row(result, "vcpus", "by-vcpu", 1L);
    assertEquals(50L, second.get("accesses"));
    assertEquals(0.0, second.get("user-share"));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 8, 16, 32, 64, 128})
  void seesACrossingAmongAccessesOfOnePage(final int bytes) {
    final Trace before = Traces.stride(0x1000, 8, 10);
    final Trace fits = before.then(Traces.of(load(0x2000 - bytes, bytes)));
    assertEquals(1L, Results.metric(analyze(1000, fits), "pages", "total"));
    final Trace crosses = before.then(Traces.of(load(0x2001 - bytes, bytes)));
    assertEquals(2L, Results.metric(analyze(1000, crosses), "pages", "total"));
  }

  @Test
  void showsAllLevelsSizesAndBothPagesOfACrossing() {
    final Trace trace =
        Traces.of(store(0x1fff, 2), load(0x10, 16).cpl(1), store(0x10, 1).cpl(2), load(-1, 4));
    final AnalysisResult result = analyze(1000, trace);
    assertEquals(2L, Results.row(result, "split", "by-mode", "user").get("accesses"));
    assertEquals(2L, Results.row(result, "split", "by-mode", "user").get("bytes-stored"));
    assertEquals(4L, Results.row(result, "split", "by-mode", "user").get("bytes-loaded"));
    assertEquals(16L, Results.row(result, "split", "by-mode", "cpl-1").get("bytes"));
    assertEquals(1L, Results.row(result, "split", "by-mode", "cpl-2").get("stores"));
    assertEquals(4L, Results.row(result, "split", "by-mode", "total").get("pages"));
    assertEquals(1L, Results.metric(result, "pages", "shared"));
    final Histogram kernel = (Histogram) Results.item(result, "access-sizes", "kernel");
    assertEquals(List.of(new Bucket(1, 1, 1), new Bucket(16, 16, 1)), kernel.buckets());
    final Series series = (Series) Results.item(result, "over-time", "share");
    assertEquals(List.of(4L), series.x());
  }

  private static AnalysisResult analyze(final long window, final Trace trace) {
    return Replay.of(trace).into(new KernelUserSplitAnalyzer(window, 2048));
  }
}
