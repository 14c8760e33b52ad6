package io.memtracer.host.session;

import static io.memtracer.host.session.Reports.assertNothingLost;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.host.report.TraceReport;
import io.memtracer.host.session.request.Transport;
import io.memtracer.host.status.Parts;
import io.memtracer.host.status.PhaseShare;
import io.memtracer.host.status.TaskParts;
import io.memtracer.host.status.TraceException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A real program's phases: each access is in the one in which it was made. */
final class PhasesIT {

  private static final int ELEMENTS = 1000;
  private static final Parts BY_PHASE = new Parts(false, TaskParts.NONE, true);

  @TempDir private static Path plugins;

  @BeforeAll
  static void prepare() {
    QemuEra.prepare(1, 2);
    TestPlugins.jar(plugins, PhaseRecorder.class, PhaseRecorder.Factory.class);
  }

  @ParameterizedTest
  @CsvSource({
    "WITH_PLUGIN_ID, 1, 1, 400, false, false",
    "WITH_PLUGIN_ID, 1, 2, 4, true, false",
    "WITH_PLUGIN_ID, 2, 2, 400, false, true",
    "WITH_PLUGIN_ID, 2, 4, 200, true, false",
    "WITH_USER_DATA, 1, 2, 400, false, false",
    "WITH_USER_DATA, 2, 2, 400, true, false"
  })
  void countsWhatEachThreadDoesInItsPhasesExactly(
      final QemuEra era,
      final int vcpus,
      final int threads,
      final int passes,
      final boolean userOnly,
      final boolean dedicated) {
    final TraceReport report =
        Runs.of(TestWorkloads.compile("marked"), passes, threads)
            .plugins(plugins)
            .analyzer(PhaseRecorder.NAME, BY_PHASE)
            .userOnly(userOnly)
            .dedicated(dedicated)
            .on(era, vcpus)
            .run();
    assertNothingLost(report);
    final long quarter = (long) ELEMENTS * passes / 4;
    assertEquals(quarters(threads, quarter), table(report, "total-phases", "arrays"));
    assertEquals(
        quarters(threads, quarter).stream().filter(row -> isIn(row, "second half")).toList(),
        table(report, "phase-second-half-phases", "arrays"));
    assertEquals(
        quarters(threads, quarter).stream()
            .filter(row -> isIn(row, "second half/last quarter"))
            .toList(),
        table(report, "phase-second-half-last-quarter-phases", "arrays"));
    assertEvents(report, threads);
    assertEquals(threads, report.phases().unmatched());
    assertEquals(0, report.phases().refused());
  }

  private static boolean isIn(final List<Object> row, final String phase) {
    return row.get(0).toString().endsWith(" " + phase);
  }

  /** What is done to each array: half of it in no phase, a quarter in each of two. */
  private static List<List<Object>> quarters(final int threads, final long quarter) {
    final List<List<Object>> rows = new ArrayList<>();
    for (int thread = 0; thread < threads; thread++) {
      rows.add(List.of(thread + " ", 2 * quarter, 2 * quarter));
      rows.add(List.of(thread + " second half", quarter, quarter));
      rows.add(List.of(thread + " second half/last quarter", quarter, quarter));
    }
    return rows;
  }

  private static void assertEvents(final TraceReport report, final int times) {
    final List<PhaseShare> shares = report.phases().shares();
    assertEquals(
        List.of("second half", "second half/last quarter"),
        shares.stream().map(share -> share.phase().name()).toList());
    final List<String> events =
        table(report, "total-phases", "events").stream()
            .map(row -> row.get(0) + " " + row.get(2))
            .toList();
    for (final PhaseShare share : shares) {
      assertEquals(times, share.begun());
      assertEquals(times, share.ended());
      assertEquals(
          times, events.stream().filter(("begin " + share.phase().name())::equals).count());
      assertEquals(times, events.stream().filter(("end " + share.phase().name())::equals).count());
    }
  }

  /** Whoever makes them: also threads that were told by another one that the phase has begun. */
  @ParameterizedTest
  @CsvSource({"WITH_PLUGIN_ID, 1, 2", "WITH_PLUGIN_ID, 2, 2", "WITH_USER_DATA, 2, 3"})
  void countsWhatIsDoneInPhasesOfTheRunExactly(
      final QemuEra era, final int vcpus, final int threads) {
    final int passes = 400;
    final TraceReport report =
        Runs.of(TestWorkloads.compile("marked"), passes, threads, "run")
            .plugins(plugins)
            .analyzer(PhaseRecorder.NAME, BY_PHASE)
            .on(era, vcpus)
            .run();
    assertNothingLost(report);
    assertEquals(
        quarters(threads, (long) ELEMENTS * passes / 4), table(report, "total-phases", "arrays"));
    assertEvents(report, 1);
    assertTrue(report.phases().shares().stream().allMatch(PhaseShare::ofRun));
    final List<Long> kernels =
        report.phases().shares().stream().map(PhaseShare::kernel).collect(Collectors.toList());
    assertTrue(kernels.stream().allMatch(kernel -> kernel > 0), kernels.toString());
  }

  /** A shell says it by running a program, which the guest has beside this machine's files. */
  @Test
  void countsWhatIsDoneInPhasesOfAShellExactly() {
    final String program = "'" + TestWorkloads.compile("marked").toAbsolutePath() + "'";
    final String script =
        String.join(
            "; ",
            program + " 40",
            "memtracer-mark begin twice",
            program + " 80",
            "memtracer-mark begin inner",
            program + " 120",
            "memtracer-mark end",
            program + " 160",
            "memtracer-mark end twice",
            "memtracer-mark begin || test $? = 2",
            program + " 200");
    final TraceReport report =
        Runs.of(Scripts.shell(script))
            .plugins(plugins)
            .analyzer(PhaseRecorder.NAME, BY_PHASE)
            .run();
    assertNothingLost(report);
    assertEquals(0, report.exit().code());
    final long element = ELEMENTS;
    assertEquals(
        List.of(
            List.of("0 ", 120 * element, 120 * element),
            List.of("0 second half", 60 * element, 60 * element),
            List.of("0 second half/last quarter", 60 * element, 60 * element),
            List.of("0 twice", 120 * element, 120 * element),
            List.of("0 twice/inner", 60 * element, 60 * element),
            List.of("0 twice/inner/second half", 30 * element, 30 * element),
            List.of("0 twice/inner/second half/last quarter", 30 * element, 30 * element),
            List.of("0 twice/second half", 60 * element, 60 * element),
            List.of("0 twice/second half/last quarter", 60 * element, 60 * element)),
        table(report, "total-phases", "arrays"));
    assertEquals(0, report.files().orElseThrow().files());
  }

  @Test
  void aGuestOfItsOwnHasTheSameProgramForShells() {
    final TraceReport report =
        Runs.inGuest("/bin/sh", "-c", "memtracer-mark begin a && /bin/true; memtracer-mark end a")
            .plugins(plugins)
            .analyzer(PhaseRecorder.NAME)
            .run();
    assertEquals(0, report.exit().code());
    assertEquals(
        List.of("begin a", "end a"),
        table(report, "phases", "events").stream()
            .map(row -> row.get(0) + " " + row.get(2))
            .toList());
    assertTrue(report.phases().accesses() > 0);
  }

  @Test
  void saysWhyNobodyKnows() {
    final Path program = TestWorkloads.compile("marked");
    final TraceReport fifo =
        Runs.of(program, 4)
            .plugins(plugins)
            .analyzer(PhaseRecorder.NAME)
            .transport(Transport.FIFO)
            .run();
    assertTrue(fifo.phases().whyNot().orElseThrow().contains("FIFO"), fifo.phases().toString());
    final TraceException refused =
        assertThrows(
            TraceException.class,
            () ->
                Runs.of(program, 4)
                    .plugins(plugins)
                    .analyzer(PhaseRecorder.NAME, BY_PHASE)
                    .transport(Transport.FIFO)
                    .run());
    assertTrue(refused.getMessage().contains("--by phase"), refused.getMessage());
  }

  /** Then phases of threads are those of the run. */
  @Test
  void tellsPhasesWhereTasksAreNotToldApart() {
    final TraceReport report =
        Runs.of(TestWorkloads.compile("marked"), 40)
            .plugins(plugins)
            .analyzer(PhaseRecorder.NAME)
            .tasks(false)
            .run();
    assertEquals(quarters(1, 10L * ELEMENTS), table(report, "phases", "arrays"));
    assertTrue(report.phases().shares().stream().allMatch(PhaseShare::ofRun));
    assertEquals(Optional.empty(), report.phases().whyNot());
  }

  private static List<List<Object>> table(
      final TraceReport report, final String section, final String key) {
    return Reports.rows(report, PhaseRecorder.NAME, section, key);
  }
}
