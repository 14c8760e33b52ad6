package io.memtracer.plugins.sharing;

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

/** Known answers. */
class SharingTest {

  private static final long BASE = 0x7f00_0000_0000L;
  private static final long KERNEL = 0xffff_8880_0000_0000L;
  private static final int TIMES = 1000;

  @Test
  void neighboursOnALineAreFalseSharing() {
    final AnalysisResult result = analyze(Map.of(), twoCounters(4));
    final Map<String, Object> row = Results.row(result, "lines", "contended", BASE);
    assertEquals("false", row.get("sharing"));
    assertEquals(4L * TIMES, row.get("false"));
    assertEquals(0L, row.get("true"));
    assertEquals(2L, row.get("owners"));
    final Table sides = (Table) Results.item(result, "lines", "sides");
    assertEquals(
        List.of(
            List.of("vCPU 0", 0x40_1000L, "load"),
            List.of("vCPU 0", 0x40_1000L, "store"),
            List.of("vCPU 1", 0x40_2000L, "load"),
            List.of("vCPU 1", 0x40_2000L, "store")),
        sides.rows().stream()
            .map(side -> List.of(side.get(1), side.get(2), side.get(3)))
            .sorted((a, b) -> a.toString().compareTo(b.toString()))
            .toList());
    final Finding finding = (Finding) Results.item(result, "sharing", "most-contended");
    assertTrue(finding.text().endsWith("mostly other bytes of it: false sharing."), finding::text);
  }

  @Test
  void linesOfTheirOwnAreNotShared() {
    final AnalysisResult result = analyze(Map.of(), twoCounters(64));
    assertEquals(0L, Results.metric(result, "sharing", "count"));
  }

  @Test
  void theSameBytesAreTrueSharing() {
    final AnalysisResult result = analyze(Map.of(), twoCounters(0));
    final Map<String, Object> row = Results.row(result, "lines", "contended", BASE);
    assertEquals("true", row.get("sharing"));
    assertEquals(4L * TIMES, row.get("true"));
    assertEquals(0L, row.get("false"));
  }

  /** What all only read costs nobody anything. */
  @Test
  void readingTogetherIsNoContention() {
    final Trace loads = Traces.stride(BASE, 0, TIMES);
    final AnalysisResult result = analyze(Map.of(), loads.interleavedWith(loads.vcpu(1)));
    assertEquals(0L, Results.metric(result, "sharing", "count"));
  }

  /** One clears a line, and much later the other uses it: not at a time. */
  @Test
  void onlyWhatIsInAWindowCounts() {
    final Trace clear = Traces.of(store(BASE, 8));
    final Trace between = Traces.stride(BASE + 4096, 64, 200);
    final Trace use = Traces.of(load(BASE, 8)).vcpu(1);
    final Trace trace = clear.then(between).then(use);
    assertEquals(0L, Results.metric(analyze(Map.of("window", "100"), trace), "sharing", "count"));
    assertEquals(1L, Results.metric(analyze(Map.of("window", "1000"), trace), "sharing", "count"));
  }

  @Test
  void tellsWhatUserAndKernelShare() {
    final Trace trace =
        Traces.of(store(BASE, 8).kernel(), load(BASE, 8), load(BASE + 64, 8), store(BASE + 128, 8));
    final AnalysisResult result = analyze(Map.of("by", "mode"), trace);
    assertEquals(1L, Results.metric(result, "sharing", "count"));
    final Table sides = (Table) Results.item(result, "lines", "sides");
    assertEquals(List.of("kernel", "user"), sides.rows().stream().map(row -> row.get(1)).toList());
  }

  /** Two tasks of one address space share what they write; of two they share the kernel's only. */
  @Test
  void keepsLinesOfAddressSpacesApart() {
    assertEquals(
        List.of(List.of(BASE, "/bin/a"), List.of(KERNEL, "")), contendedByTasksOfSpaces(2, 2, 0));
    assertEquals(List.of(List.of(KERNEL, "")), contendedByTasksOfSpaces(1, 2, 0));
  }

  /** What lies there may be another thing in each. */
  @Test
  void saysOfNoProgramWhatWasInTwoLayouts() {
    assertEquals(
        List.of(List.of(BASE, ""), List.of(KERNEL, "")), contendedByTasksOfSpaces(2, 2, 2));
  }

  private static List<List<Object>> contendedByTasksOfSpaces(
      final int one, final int other, final int layout) {
    final TraceAnalyzer analyzer = analyzer(Map.of("by", "task"));
    analyzer.onStart(TestContext.DEFAULT);
    final Trace trace = Traces.of(store(BASE, 8), store(KERNEL, 8).kernel());
    final Task first = new Task(1, 1, 1, one, 0, Task.Role.OTHER, 0, "a", "/bin/a");
    final Task second = new Task(2, 2, 2, other, 0, Task.Role.OTHER, 0, "b", "/bin/a", layout);
    Replay.of(trace).by(first).feed(analyzer);
    Replay.of(trace).by(second).feed(analyzer);
    final Table lines =
        (Table) Results.item(analyzer.onEnd(EndOfTrace.of(4)), "lines", "contended");
    return lines.rows().stream().map(row -> List.of(row.get(0), row.get(8))).toList();
  }

  @Test
  void warnsOfWhatItDidNotSee() {
    final TestContext sampled = TestContext.builder().sampling(new Sampling(10, 3)).build();
    final AnalysisResult result =
        Replay.of(Traces.sequential(0, 10)).with(sampled).into(analyzer(Map.of()));
    final Finding finding = (Finding) Results.item(result, "sharing", "partial");
    assertEquals(Finding.Level.WARNING, finding.level());
  }

  @Test
  void refusesLinesThatAreNoPowerOfTwo() {
    assertThrows(InvalidOptionException.class, () -> analyzer(Map.of("line", "96")));
  }

  /** Two vCPUs that add to an int each, so many bytes apart. */
  private static Trace twoCounters(final int apart) {
    final Trace one = Traces.of(load(BASE, 4), store(BASE, 4)).times(TIMES).pc(0x40_1000);
    final Trace other =
        Traces.of(load(BASE + apart, 4), store(BASE + apart, 4)).times(TIMES).pc(0x40_2000).vcpu(1);
    return one.interleavedWith(other);
  }

  private static AnalysisResult analyze(final Map<String, String> options, final Trace trace) {
    return Replay.of(trace).into(analyzer(options));
  }

  private static TraceAnalyzer analyzer(final Map<String, String> given) {
    final SharingFactory factory = new SharingFactory();
    return factory.create(AnalyzerOptions.of(factory.options(), given));
  }
}
