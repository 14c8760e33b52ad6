package io.memtracer.host.session;

import static io.memtracer.host.session.Reports.assertNothingLost;
import static io.memtracer.host.session.Reports.outcome;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.api.Task;
import io.memtracer.host.report.TraceReport;
import io.memtracer.host.session.request.Transport;
import io.memtracer.host.session.request.WorkloadSpec;
import io.memtracer.host.status.Parts;
import io.memtracer.host.status.Programs;
import io.memtracer.host.status.TaskParts;
import io.memtracer.host.status.TaskShare;
import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A real guest's tasks: each access is that of the one that made it. */
final class TasksIT {

  private static final int ELEMENTS = 1000;

  @TempDir private static Path plugins;

  @TempDir private Path scratch;

  @BeforeAll
  static void prepare() {
    QemuEra.prepare(1, 2);
    TestPlugins.jar(plugins, TaskRecorder.class, TaskRecorder.Factory.class);
  }

  @ParameterizedTest
  @CsvSource({
    "WITH_PLUGIN_ID, 1, 300, false, false",
    "WITH_PLUGIN_ID, 2, 300, false, true",
    "WITH_PLUGIN_ID, 2, 300, true, false",
    "WITH_PLUGIN_ID, 1, 1, true, true",
    "WITH_USER_DATA, 2, 300, false, false",
    "WITH_USER_DATA, 1, 300, true, false"
  })
  void countsWhatEachTaskDoesExactly(
      final QemuEra era,
      final int vcpus,
      final int passes,
      final boolean userOnly,
      final boolean dedicated) {
    final TraceReport report =
        Runs.of(TestWorkloads.compile("tasks"), passes)
            .plugins(plugins)
            .analyzer(TaskRecorder.NAME)
            .userOnly(userOnly)
            .dedicated(dedicated)
            .on(era, vcpus)
            .run();
    assertNothingLost(report);
    assertArrays(report, passes);
    assertAttributed(report);
    assertFamily(report);
  }

  private static void assertArrays(final TraceReport report, final int passes) {
    final long each = (long) ELEMENTS * passes;
    assertEquals(
        List.of(
            List.of("child-0 0", each, each),
            List.of("child-0 5", each, each),
            List.of("child-1 1", each, each),
            List.of("child-1 5", each, each),
            List.of("child-2 2", each, each),
            List.of("child-2 5", each, each),
            List.of("thread-3 3", each, each),
            List.of("thread-4 4", each, each)),
        table(report, "tasks", "arrays"));
  }

  /** Where kernel and user code have other page tables, and the kernel is somewhere else. */
  @Test
  void countsWhereTheKernelIsHiddenAndMoved() {
    assertCountsWithHiddenKernel(2);
  }

  @Tag("slow")
  @Test
  void countsWhereTheKernelIsHiddenAndMovedOnOneVcpu() {
    assertCountsWithHiddenKernel(1);
  }

  private void assertCountsWithHiddenKernel(final int vcpus) {
    final int passes = 100;
    final Path qemu = QemuWrapper.withHiddenKernel(scratch);
    final Path program = TestWorkloads.compile("tasks").toAbsolutePath();
    final Runs runs =
        Runs.of(
                Scripts.shell(
                    "'%s' %d && cat /proc/cmdline /proc/cpuinfo && grep -m1 ' _text$' /proc/kallsyms"
                        .formatted(program, passes)))
            .plugins(plugins)
            .analyzer(TaskRecorder.NAME)
            .qemu(qemu)
            .guest(TestGuests.withHiddenKernel(qemu, vcpus));
    final TraceReport report = runs.run();
    assertNothingLost(report);
    assertArrays(report, passes);
    assertAttributed(report);
    assertFamily(report);
    final String seen = runs.standardOutput();
    assertTrue(seen.contains(" pti ") && !seen.contains("nokaslr"), seen);
    assertTrue(seen.contains(" _text") && !seen.contains("ffffffff81000000 "), seen);
  }

  private static void assertAttributed(final TraceReport report) {
    assertEquals(Optional.empty(), report.tasks().whyNot());
    final long unknown = report.recordsRead() - report.tasks().accesses();
    assertTrue(unknown >= 0 && unknown < report.recordsRead() / 1000, "unknown: " + unknown);
  }

  /** The threads have the memory of the process they belong to, each child has its own. */
  private static void assertFamily(final TraceReport report) {
    final int process = named(report, "thread-3").process();
    final Task parent = named(report, "tasks", process);
    assertEquals(parent.addressSpace(), named(report, "thread-3").addressSpace());
    assertEquals(parent.addressSpace(), named(report, "thread-4", process).addressSpace());
    final Set<Integer> spaces = new HashSet<>(Set.of(parent.addressSpace()));
    for (final String name : List.of("child-0", "child-1", "child-2")) {
      final Task child = named(report, name);
      assertEquals(child.process(), child.thread());
      assertEquals(parent.id(), child.parent());
      assertEquals(parent.program(), child.program());
      assertTrue(child.bornNanos() > parent.bornNanos());
      assertTrue(spaces.add(child.addressSpace()), name);
    }
  }

  private static Task named(final TraceReport report, final String name, final int process) {
    return report.tasks().shares().stream()
        .map(TaskShare::task)
        .filter(task -> task.name().equals(name) && task.process() == process)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no task " + name + " in " + report.tasks()));
  }

  private static Task named(final TraceReport report, final String name) {
    return report.tasks().shares().stream()
        .map(TaskShare::task)
        .filter(task -> task.name().equals(name) && task.role() == Task.Role.WORKLOAD)
        .reduce((first, second) -> second)
        .orElseThrow(() -> new AssertionError("no task " + name + " in " + report.tasks()));
  }

  @Test
  void tellsAScriptOf500Processes() {
    final int processes = 500;
    final String script =
        "i=0; while [ $i -lt 500 ]; do /bin/ls /proc/self >/dev/null; i=$((i+1)); done";
    final TraceReport report =
        Runs.inGuest("/bin/sh", "-c", script).plugins(plugins).analyzer(TaskRecorder.NAME).run();
    assertNothingLost(report);
    assertAttributed(report);
    assertEquals(processes, count(report, "exec", "/bin/ls"));
    assertEquals(1, count(report, "exec", "/bin/sh"));
    assertEquals(processes, count(report, "born", "/bin/sh"));
    assertEquals(processes, count(report, "ended", "/bin/ls"));
    final List<List<Object>> events =
        table(report, "tasks", "events").stream()
            .filter(row -> row.get(2).equals("WORKLOAD"))
            .toList();
    assertEquals(
        processes,
        events.stream()
            .filter(row -> row.get(0).equals("born"))
            .map(row -> row.get(1))
            .distinct()
            .count());
  }

  private static long count(final TraceReport report, final String what, final String program) {
    return count(report, "tasks", what, program);
  }

  private static long count(
      final TraceReport report, final String section, final String what, final String program) {
    return table(report, section, "events").stream()
        .filter(row -> row.get(0).equals(what) && row.get(4).equals(program))
        .count();
  }

  /** Of two programs that lie at the same addresses, each has its own figures. */
  @Test
  void tellsProgramsApart() {
    final int passes = 50;
    final TraceReport report =
        Runs.of(twoPrograms(passes))
            .plugins(plugins)
            .analyzer(TaskRecorder.NAME, new Parts(false, TaskParts.PROGRAM, false))
            .analyzer("working-set", new Parts(true, TaskParts.PROGRAM, false))
            .run();
    assertNothingLost(report);
    final long each = (long) ELEMENTS * passes;
    for (final String program : List.of("program-tasks", "program-tasks-other")) {
      final List<List<Object>> arrays = table(report, program + "-tasks", "arrays");
      assertTrue(arrays.contains(List.of("child-0 0", each, each)), arrays.toString());
      assertTrue(arrays.contains(List.of("thread-4 4", each, each)), arrays.toString());
    }
    final List<List<Object>> all = table(report, "total-tasks", "arrays");
    assertTrue(all.contains(List.of("child-0 0", 2 * each, 2 * each)), all.toString());
  }

  /** A server and its client, which wait for each other at each request. */
  @Test
  void tellsAServerFromItsClient() {
    final int requests = 200;
    final Path program = TestWorkloads.compile("store").toAbsolutePath();
    final TraceReport report =
        Runs.of(
                Scripts.shell(
                    "'%s' & '%s' %d; wait"
                        .formatted(
                            copy(program, "store-server"),
                            copy(program, "store-client"),
                            requests)))
            .plugins(plugins)
            .analyzer(TaskRecorder.NAME, new Parts(false, TaskParts.PROGRAM, false))
            .vcpus(2)
            .run();
    assertNothingLost(report);
    assertEquals(0, report.exit().code());
    final long each = (long) ELEMENTS * requests;
    assertEquals(
        List.of(List.of("store-server 0", each, each)),
        table(report, "program-store-server-tasks", "arrays"));
    assertEquals(
        List.of(List.of("store-client 1", each, each)),
        table(report, "program-store-client-tasks", "arrays"));
    for (final String name : List.of("store-server", "store-client")) {
      assertEquals(1, count(report, "total-tasks", "exec", scratch.resolve(name).toString()), name);
    }
  }

  @Test
  void givesAnalyzersOnlyWhatWasAskedFor() {
    final int passes = 50;
    final TraceReport report =
        Runs.of(twoPrograms(passes))
            .plugins(plugins)
            .analyzer(TaskRecorder.NAME)
            .analyzer("kernel-user-split")
            .onlyTask("tasks-other")
            .run();
    assertAttributed(report);
    final long each = (long) ELEMENTS * passes;
    final List<List<Object>> arrays = table(report, "tasks", "arrays");
    assertTrue(arrays.contains(List.of("child-0 0", each, each)), arrays.toString());
    final long chosen =
        report.tasks().shares().stream()
            .filter(share -> Programs.name(share.task()).equals("tasks-other"))
            .mapToLong(TaskShare::accesses)
            .sum();
    assertEquals(chosen, report.recordsChosen());
    assertEquals(chosen, outcome(report, "kernel-user-split").delivered());
    assertTrue(report.isComplete());
  }

  @Test
  void refusesToChooseAmongTasksThatNobodyKnows() {
    final TraceException refused =
        assertThrows(
            TraceException.class,
            () ->
                Runs.of(TestWorkloads.compile("tasks"), 1)
                    .analyzer("kernel-user-split")
                    .transport(Transport.FIFO)
                    .onlyTask("workload")
                    .run());
    assertTrue(refused.getMessage().contains("--only-task"), refused.getMessage());
  }

  /** A script that runs a program and its copy. */
  private WorkloadSpec twoPrograms(final int passes) {
    final Path program = TestWorkloads.compile("tasks").toAbsolutePath();
    return Scripts.shell(
        "'%s' %d; '%s' %d".formatted(program, passes, copy(program, "tasks-other"), passes));
  }

  private Path copy(final Path program, final String name) {
    try {
      return Files.copy(program, scratch.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void saysWhyNobodyKnows() {
    final Path program = TestWorkloads.compile("tasks");
    final TraceReport fifo =
        Runs.of(program, 1)
            .plugins(plugins)
            .analyzer(TaskRecorder.NAME)
            .transport(Transport.FIFO)
            .run();
    assertTrue(fifo.tasks().whyNot().orElseThrow().contains("FIFO"), fifo.tasks().toString());
    final TraceReport off =
        Runs.of(program, 1).plugins(plugins).analyzer(TaskRecorder.NAME).tasks(false).run();
    assertTrue(off.tasks().whyNot().orElseThrow().contains("asked"), off.tasks().toString());
    assertEquals(List.of(), off.tasks().shares());
  }

  private static List<List<Object>> table(
      final TraceReport report, final String section, final String key) {
    return Reports.rows(report, TaskRecorder.NAME, section, key);
  }
}
