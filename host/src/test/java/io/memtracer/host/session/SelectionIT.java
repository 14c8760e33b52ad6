package io.memtracer.host.session;

import static io.memtracer.host.session.Reports.assertNothingLost;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.host.report.TraceReport;
import io.memtracer.host.session.request.Transport;
import io.memtracer.host.status.Selection;
import io.memtracer.host.status.TraceException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of a real program only some accesses are recorded, and all of those. */
final class SelectionIT {

  private static final int ELEMENTS = 1000;
  private static final Selection PHASES = new Selection(true, 0, 0, "", "");

  @TempDir private static Path plugins;

  @BeforeAll
  static void prepare() {
    QemuEra.prepare(1, 2);
    TestPlugins.jar(plugins, PhaseRecorder.class, PhaseRecorder.Factory.class);
  }

  @ParameterizedTest
  @CsvSource({
    "WITH_PLUGIN_ID, 1, 1, 400, false",
    "WITH_PLUGIN_ID, 1, 2, 4, true",
    "WITH_PLUGIN_ID, 2, 2, 400, false",
    "WITH_PLUGIN_ID, 2, 3, 200, true",
    "WITH_USER_DATA, 1, 2, 400, true",
    "WITH_USER_DATA, 2, 2, 400, false"
  })
  void recordsWhatIsDoneInPhasesExactly(
      final QemuEra era,
      final int vcpus,
      final int threads,
      final int passes,
      final boolean userOnly) {
    final TraceReport report =
        Runs.of(TestWorkloads.compile("marked"), passes, threads)
            .plugins(plugins)
            .analyzer(PhaseRecorder.NAME)
            .selection(PHASES)
            .userOnly(userOnly)
            .on(era, vcpus)
            .run();
    assertNothingLost(report);
    assertEquals(quarters(threads, (long) ELEMENTS * passes / 4), arrays(report));
    assertEquals(report.phases().accesses(), report.recordsRead());
    assertEquals(1, report.selected().blindTimes());
    assertTrue(report.counters().seen() >= report.counters().traced());
  }

  /** A quarter in each of two phases. */
  private static List<List<Object>> quarters(final int threads, final long quarter) {
    final List<List<Object>> rows = new ArrayList<>();
    for (int thread = 0; thread < threads; thread++) {
      rows.add(List.of(thread + " second half", quarter, quarter));
      rows.add(List.of(thread + " second half/last quarter", quarter, quarter));
    }
    return rows;
  }

  /** Between phases that are far apart nobody looks, and then again. */
  @ParameterizedTest
  @CsvSource({"WITH_PLUGIN_ID, 1", "WITH_PLUGIN_ID, 2", "WITH_USER_DATA, 1"})
  void recordsWhatIsDoneInPhasesThatAreFarApart(final QemuEra era, final int vcpus) {
    final String marked = "'" + TestWorkloads.compile("marked").toAbsolutePath() + "' 40; ";
    final String far = "'" + TestWorkloads.compile("count").toAbsolutePath() + "' 2000; ";
    final TraceReport report =
        Runs.of(Scripts.shell(marked + far + marked + far + marked))
            .plugins(plugins)
            .analyzer(PhaseRecorder.NAME)
            .selection(PHASES)
            .on(era, vcpus)
            .run();
    assertNothingLost(report);
    assertEquals(quarters(1, 3L * 10 * ELEMENTS), arrays(report));
    assertEquals(report.phases().accesses(), report.recordsRead());
    assertTrue(report.selected().blindTimes() >= 3, report.selected().toString());
  }

  @ParameterizedTest
  @CsvSource({"WITH_PLUGIN_ID, 1", "WITH_PLUGIN_ID, 2", "WITH_USER_DATA, 2"})
  void recordsBetweenCallsExactly(final QemuEra era, final int vcpus) {
    final int rounds = 300;
    final TraceReport report =
        Runs.of(TestWorkloads.compile("calls"), rounds)
            .plugins(plugins)
            .analyzer(PhaseRecorder.NAME)
            .selection(new Selection(false, 0, 0, "begin_work", "end_work"))
            .on(era, vcpus)
            .run();
    assertNothingLost(report);
    final long all = (long) ELEMENTS * rounds;
    assertEquals(List.of(List.of("0 begin_work", all, all)), arrays(report));
    assertEquals(rounds, report.phases().shares().get(0).begun());
  }

  @Test
  void recordsFromACallOnOrUntilOneExactly() {
    final Path program = TestWorkloads.compile("calls");
    final long round = ELEMENTS;
    final TraceReport from =
        Runs.of(program, 20)
            .plugins(plugins)
            .analyzer(PhaseRecorder.NAME)
            .selection(new Selection(false, 0, 0, "end_work", ""))
            .run();
    assertEquals(
        List.of(
            List.of("0 end_work", 19 * round, 19 * round),
            List.of("1 end_work", 20 * round, 20 * round)),
        arrays(from));
    final TraceReport until =
        Runs.of(program, 20)
            .plugins(plugins)
            .analyzer(PhaseRecorder.NAME)
            .selection(new Selection(false, 0, 0, "", "end_work"))
            .run();
    assertEquals(List.of(List.of("0 until end_work", round, round)), arrays(until));
    final TraceReport once =
        Runs.of(program, 20)
            .plugins(plugins)
            .analyzer(PhaseRecorder.NAME)
            .selection(new Selection(false, 0, 0, "end_work:first", "begin_work"))
            .run();
    assertEquals(List.of(List.of("1 end_work", round, round)), arrays(once));
    assertEquals(1, once.phases().shares().get(0).begun());
  }

  @ParameterizedTest
  @CsvSource({"1, 0, 100000", "1, 50000, 100000", "2, 50000, 1", "2, 1000, 200000"})
  void recordsSoManyAccesses(final int vcpus, final long skip, final long most) {
    final TraceReport report =
        Runs.of(TestWorkloads.compile("marked"), 400, 2)
            .plugins(plugins)
            .analyzer(PhaseRecorder.NAME)
            .selection(new Selection(false, skip, most, "", ""))
            .userOnly(true)
            .vcpus(vcpus)
            .run();
    assertNothingLost(report);
    assertEquals(most, report.recordsRead());
    assertEquals(most, report.counters().traced());
    assertTrue(report.counters().seen() >= skip + most);
    assertEquals(1, report.selected().blindTimes());
  }

  @Test
  void skipsAndTakesAmongWhatPhasesLeave() {
    final TraceReport report =
        Runs.of(TestWorkloads.compile("marked"), 400)
            .plugins(plugins)
            .analyzer(PhaseRecorder.NAME)
            .selection(new Selection(true, 100_000, 50_000, "", ""))
            .run();
    assertNothingLost(report);
    assertEquals(50_000, report.recordsRead());
    assertEquals(50_000, report.phases().accesses());
  }

  /** A program that only the guest has, found there as it is started. */
  @Test
  void recordsFromACallInAProgramOfTheGuest() {
    final TraceReport report =
        Runs.inGuest("memtracer-mark", "begin", "marked")
            .plugins(plugins)
            .analyzer(PhaseRecorder.NAME)
            .userOnly(true)
            .selection(new Selection(false, 0, 0, "start", ""))
            .run();
    assertNothingLost(report);
    assertEquals(
        List.of("start 1", "marked 1"),
        report.phases().shares().stream()
            .map(share -> share.ownName() + " " + share.begun())
            .toList());
    assertEquals(report.phases().accesses(), report.recordsRead());
    assertTrue(report.recordsRead() > 10, "the words of the command are " + report.recordsRead());
  }

  @Test
  void saysWhatCannotBe() {
    final Path program = TestWorkloads.compile("calls");
    refused(Runs.of(program, 1).transport(Transport.FIFO).selection(PHASES), "rings", "FIFO");
    refused(
        Runs.of(program, 1).transport(Transport.FIFO).selection(new Selection(false, 1, 0, "", "")),
        "--skip");
    refused(
        Runs.of(program, 1).selection(new Selection(false, 0, 0, "no_such_function", "")),
        "no function no_such_function");
    refused(
        Runs.inGuest("ls", "/").selection(new Selection(false, 0, 0, "", "main")),
        "guest:ls has no function main");
  }

  private static void refused(final Runs runs, final String... words) {
    final TraceException refused =
        assertThrows(TraceException.class, () -> runs.analyzer("kernel-user-split").run());
    assertTrue(
        List.of(words).stream().anyMatch(refused.getMessage()::contains), refused.getMessage());
  }

  private static List<List<Object>> arrays(final TraceReport report) {
    return Reports.rows(report, PhaseRecorder.NAME, "phases", "arrays");
  }
}
