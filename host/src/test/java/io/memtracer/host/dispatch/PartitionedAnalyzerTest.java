package io.memtracer.host.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.EndOfTrace;
import io.memtracer.api.Phase;
import io.memtracer.api.RecordBatch;
import io.memtracer.api.RecordBatchWriter;
import io.memtracer.api.Task;
import io.memtracer.api.TraceEvent;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Metric;
import io.memtracer.api.result.Section;
import io.memtracer.api.result.Unit;
import io.memtracer.host.SilentAnalyzer;
import io.memtracer.host.TestFactory;
import io.memtracer.host.dispatch.partition.CplPartition;
import io.memtracer.host.dispatch.partition.PartitionedAnalyzer;
import io.memtracer.host.status.Parts;
import io.memtracer.host.status.TaskParts;
import io.memtracer.testkit.Access;
import io.memtracer.testkit.AssertingAnalyzer;
import io.memtracer.testkit.TestContext;
import io.memtracer.testkit.Traces;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PartitionedAnalyzerTest {

  private static final Task SORT = new Task(7, 123, 123, 1, "sort");
  private static final Task CAT = new Task(8, 124, 124, 2, "cat");

  @TempDir Path scratch;
  private long ordinal;

  @Test
  void countsUserAndKernelApart() {
    final PartitionedAnalyzer analyzer = start(new Parts(true, TaskParts.NONE, false));
    analyzer.onBatch(batch(Task.UNKNOWN, Phase.NONE, 2, 3));
    analyzer.onBatch(batch(Task.UNKNOWN, Phase.NONE, 0, 1));
    analyzer.onEvent(new TraceEvent.Gap(6, 0, 5, TraceEvent.Gap.Cause.DROPPED));
    assertEquals(
        Map.of("total-all (total)", 6L, "user-all (user)", 2L, "kernel-all (kernel)", 4L),
        end(analyzer));
  }

  @Test
  void bothModesAreThereWithoutARecord() {
    assertEquals(
        Map.of("total-all (total)", 0L, "user-all (user)", 0L, "kernel-all (kernel)", 0L),
        end(start(new Parts(true, TaskParts.NONE, false))));
  }

  @Test
  void countsTasksAndPhasesApart() {
    final PartitionedAnalyzer analyzer = start(new Parts(true, TaskParts.TASK, true));
    final Phase warmUp = new Phase(1, "warm-up");
    analyzer.onBatch(batch(SORT, warmUp, 2, 1));
    analyzer.onBatch(batch(CAT, Phase.NONE, 4, 0));
    analyzer.onBatch(batch(SORT, warmUp, 8, 0));
    assertEquals(
        Map.of(
            "total-all (total)", 15L,
            "user-task-7-phase-warm-up-all (user, sort 123, warm-up)", 10L,
            "kernel-task-7-phase-warm-up-all (kernel, sort 123, warm-up)", 1L,
            "user-task-8-all (user, cat 124)", 4L),
        end(analyzer));
  }

  @Test
  void isNoneWhereThereIsOnlyOnePart() {
    final PartitionedAnalyzer analyzer = start(new Parts(false, TaskParts.TASK, false));
    analyzer.onBatch(batch(Task.UNKNOWN, Phase.NONE, 2, 3));
    assertEquals(Map.of("all", 5L), end(analyzer));
    assertEquals(
        Parts.NONE,
        spec(new Parts(true, TaskParts.NONE, false), TestContext.builder().userOnly(true)).parts());
  }

  @Test
  void showsTheBusiestAndPutsWhatIsTooMuchTogether() {
    final PartitionedAnalyzer analyzer = start(new Parts(false, TaskParts.TASK, false));
    for (int i = 1; i <= PartitionedAnalyzer.MAX_PARTS + 10; i++) {
      analyzer.onBatch(batch(new Task(i, i, i, i, "task"), Phase.NONE, i, 0));
    }
    final Map<String, Long> counts = end(analyzer);
    assertEquals(64L, counts.get("task-64-all (task 64)"));
    assertEquals(55L, counts.get("task-55-all (task 55)"));
    assertEquals(null, counts.get("task-54-all (task 54)"));
    assertEquals(695L, counts.get("others-all (others)"));
    assertEquals(54L, counts.get("not-shown (Parts that aren't shown)"));
    assertEquals(PartitionedAnalyzer.MAX_SHOWN + 3, counts.size());
  }

  @Test
  void countsProgramsAndProcessesApart() {
    final Task sh = task(7, Task.Role.WORKLOAD, "sh", "/bin/sh");
    final Task other = task(8, Task.Role.WORKLOAD, "sh", "/bin/sh");
    final Task local = task(8, Task.Role.WORKLOAD, "sh", "/usr/local/bin/sh");
    final Task kernel = task(9, Task.Role.KERNEL, "kworker", "");
    final Task swap = task(10, Task.Role.KERNEL, "kswapd", "");
    final Task idle = task(11, Task.Role.IDLE, "swapper", "");
    final Task agent = task(12, Task.Role.AGENT, "init", "");
    final PartitionedAnalyzer programs = start(new Parts(false, TaskParts.PROGRAM, false));
    int records = 1;
    for (final Task task : List.of(sh, other, local, kernel, swap, idle, agent)) {
      programs.onBatch(batch(task, Phase.NONE, records, 0));
      records *= 2;
    }
    assertEquals(
        Map.of(
            "total-all (total)", 127L,
            "program-sh-all (/bin/sh)", 3L,
            "program-sh-2-all (/usr/local/bin/sh)", 4L,
            "kernel-threads-all (threads of the kernel)", 24L,
            "idle-all (nothing to do)", 32L,
            "agent-all (memtracer's agent)", 64L),
        end(programs));
    ordinal = 0;
    final PartitionedAnalyzer processes = start(new Parts(false, TaskParts.PROCESS, false));
    processes.onBatch(batch(sh, Phase.NONE, 1, 0));
    processes.onBatch(batch(other, Phase.NONE, 2, 0));
    processes.onBatch(batch(local, Phase.NONE, 4, 0));
    assertEquals(
        Map.of(
            "total-all (total)", 7L,
            "process-7-all (sh 7)", 1L,
            "process-8-all (sh 8)", 6L),
        end(processes));
  }

  @Test
  void closesWhatThereIsIfAPartCannotBeMade() {
    final List<String> closed = new ArrayList<>();
    final LaneSpec spec =
        new LaneSpec(
            "failing",
            failingTheThirdTime(closed),
            "1",
            AnalyzerOptions.of(List.of(), Map.of()),
            TestContext.builder().scratchDirectory(scratch).build(),
            new Parts(true, TaskParts.NONE, false));
    final AnalyzerLane lane = AnalyzerLane.create(spec, new CplPartition());
    lane.start();
    assertEquals("onStart", lane.failure().phase());
    assertEquals(List.of("2", "1"), closed);
  }

  private static Task task(
      final int number, final Task.Role role, final String name, final String program) {
    return new Task(number, number, number, number, 0, role, 0, name, program);
  }

  private RecordBatch batch(
      final Task task, final Phase phase, final int users, final int kernels) {
    final RecordBatchWriter writer = new RecordBatchWriter(users + kernels);
    writer.of(0, task, phase);
    writer.clear(ordinal);
    for (int i = 0; i < users + kernels; i++) {
      final Access access = Traces.load(i, 8);
      writer.add((i < users ? access : access.kernel()).word(), i);
    }
    ordinal += users + kernels;
    return writer.batch();
  }

  private PartitionedAnalyzer start(final Parts parts) {
    final LaneSpec spec = spec(parts, TestContext.builder().scratchDirectory(scratch));
    final PartitionedAnalyzer analyzer = (PartitionedAnalyzer) spec.create();
    analyzer.onStart(spec.context());
    return analyzer;
  }

  private static LaneSpec spec(final Parts parts, final TestContext.Builder context) {
    return new LaneSpec(
        "count", counting(), "1", AnalyzerOptions.of(List.of(), Map.of()), context.build(), parts);
  }

  private Map<String, Long> end(final PartitionedAnalyzer analyzer) {
    final AnalysisResult result = analyzer.onEnd(EndOfTrace.of(ordinal));
    analyzer.close();
    final Map<String, Long> counts = new LinkedHashMap<>();
    for (final Section section : result.sections()) {
      final String name = section.key() + (section.title().equals("All") ? "" : title(section));
      counts.put(name, ((Metric) section.items().get(0)).value().longValue());
    }
    return counts;
  }

  private static String title(final Section section) {
    return section.title().startsWith("All")
        ? section.title().substring("All".length())
        : " (" + section.title() + ")";
  }

  /** Lacks a class when a third analyzer is wanted. */
  private static TestFactory failingTheThirdTime(final List<String> closed) {
    final AtomicInteger created = new AtomicInteger();
    return new TestFactory(
        "failing",
        "Fails.",
        options -> {
          if (created.incrementAndGet() == 3) {
            throw new NoClassDefFoundError("on/purpose");
          }
          final String number = created.toString();
          return new SilentAnalyzer() {
            @Override
            public void close() {
              closed.add(number);
            }
          };
        });
  }

  /** Counts what it is given, and holds whoever gives it to the contract. */
  private static TestFactory counting() {
    return new TestFactory(
        "count",
        "Counts.",
        options -> new AssertingAnalyzer(new SilentAnalyzer(PartitionedAnalyzerTest::count)));
  }

  private static AnalysisResult count(final EndOfTrace end) {
    return AnalysisResult.of(
        Section.of("all", "All", Metric.of("n", "Records", end.recordsDelivered(), Unit.ACCESSES)));
  }
}
