package io.memtracer.host.session;

import static io.memtracer.host.session.Reports.assertNothingLost;
import static io.memtracer.host.session.Reports.metric;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.host.cli.workload.WorkloadPlace;
import io.memtracer.host.guest.GuestRecipe;
import io.memtracer.host.qemu.Command;
import io.memtracer.host.qemu.QemuBinary;
import io.memtracer.host.report.TraceReport;
import io.memtracer.host.session.request.GuestChoice;
import io.memtracer.host.session.request.Transport;
import io.memtracer.host.session.request.WorkloadSpec;
import io.memtracer.host.status.ErrorCategory;
import io.memtracer.host.status.TraceException;
import io.memtracer.host.status.WorkloadExit;
import io.memtracer.host.status.WorkloadExit.How;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The same known answers with a QEMU of either shape of the plugin interface. */
final class QemuErasIT {

  private static final int PASSES = 300;

  @TempDir private static Path plugins;

  private static Path program;

  @BeforeAll
  static void prepare() {
    program = TestWorkloads.compile("count");
    QemuEra.prepare(1, 2);
    TestPlugins.jar(plugins, ElementCounter.class, ElementCounter.Factory.class);
  }

  @ParameterizedTest
  @CsvSource({
    "WITH_PLUGIN_ID, RING, 1",
    "WITH_PLUGIN_ID, FIFO, 1",
    "WITH_USER_DATA, RING, 1",
    "WITH_USER_DATA, FIFO, 1",
    "WITH_USER_DATA, RING, 2",
    "WITH_USER_DATA, FIFO, 2"
  })
  void countsEveryElementExactly(final QemuEra era, final Transport transport, final int vcpus) {
    final QemuBinary qemu = era.qemu();
    final TraceReport report = counting(qemu, vcpus).vcpus(vcpus).transport(transport).run();
    assertEquals(new WorkloadExit(How.EXITED, 0), report.exit());
    assertEquals(qemu.version().toString(), report.origin().facts().get("qemu"));
    assertNothingLost(report);
    assertEquals(PASSES, elements(report, "min-loads"));
    assertEquals(PASSES, elements(report, "max-loads"));
    assertEquals(PASSES, elements(report, "min-stores"));
    assertEquals(PASSES, elements(report, "max-stores"));
    assertEquals(0, elements(report, "strangers"));
    assertTrue(elements(report, "kernel-records") > 0);
  }

  @ParameterizedTest
  @EnumSource(QemuEra.class)
  void countsUserCodeAlone(final QemuEra era) {
    final TraceReport report = counting(era.qemu(), 1).userOnly(true).sampling(3, 4).run();
    assertNothingLost(report);
    assertEquals(0, elements(report, "kernel-records"));
    final long seen = report.counters().seen();
    assertEquals(seen / 128 * 8 + Math.min(8, seen % 128), report.counters().traced());
  }

  /** A QEMU built without it would say so, and this machine's are built with it. */
  @ParameterizedTest
  @EnumSource(QemuEra.class)
  void showsFilesWithinASandbox(final QemuEra era) {
    final QemuBinary qemu = era.qemu();
    assertTrue(qemu.sandbox());
    final List<String> command = List.of("/usr/bin/sha256sum", "/usr/bin/env");
    final StringBuilder status = new StringBuilder();
    final Runs runs =
        Runs.of(
                WorkloadPlace.shared(
                    new WorkloadSpec(command.get(0), command.subList(1, 2), false)))
            .analyzer("kernel-user-split")
            .onMonitor(monitor -> status.append(statusOfQemu()))
            .qemu(qemu.executable());
    assertNothingLost(runs.run());
    assertEquals(
        Command.runOrThrow(Duration.ofSeconds(10), command).strip(), runs.standardOutput().strip());
    assertTrue(status.toString().contains("\nSeccomp:\t2\n"), status.toString());
    assertTrue(status.toString().contains("\nNoNewPrivs:\t1\n"), status.toString());
  }

  private static String statusOfQemu() {
    final ProcessHandle qemu =
        ProcessHandle.current()
            .children()
            .filter(child -> child.info().commandLine().orElse("").contains("gmbeoo"))
            .findFirst()
            .orElseThrow();
    try {
      return Files.readString(Path.of("/proc", Long.toString(qemu.pid()), "status"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void keepsTheirGuestsApart() {
    final String one = guestDirectory(QemuEra.WITH_PLUGIN_ID);
    assertNotEquals(one, guestDirectory(QemuEra.WITH_USER_DATA));
  }

  @Test
  void saysThatANamedGuestIsOfTheOther() {
    final GuestRecipe recipe = new GuestRecipe("of-another-qemu", 256, 1);
    TestGuests.ensure(recipe, QemuEra.WITH_USER_DATA.qemu());
    final QemuBinary other = QemuEra.WITH_PLUGIN_ID.qemu();
    final Runs runs =
        Runs.of(program, 1)
            .guest(GuestChoice.named(recipe.name()))
            .untraced()
            .qemu(other.executable());
    final TraceException e = assertThrows(TraceException.class, runs::run);
    assertEquals(ErrorCategory.USER, e.category());
    assertEquals(
        "the guest 'of-another-qemu' was built by QEMU %s, and can't be restored by %s: build it again, or take that QEMU with --qemu"
            .formatted(QemuEra.WITH_USER_DATA.qemu().version(), other.version()),
        e.getMessage());
  }

  private static String guestDirectory(final QemuEra era) {
    final TraceReport report = Runs.of(program, 1).untraced().qemu(era.qemu().executable()).run();
    return report.origin().facts().get("guest-directory");
  }

  private static Runs counting(final QemuBinary qemu, final int threads) {
    final String[] first =
        TestWorkloads.runNatively(program, "1", "2")
            .lines()
            .findFirst()
            .orElseThrow()
            .split(" ", 2);
    return Runs.of(program, PASSES, threads)
        .plugins(plugins)
        .analyzer(ElementCounter.NAME, Map.of("array", first[0], "pc", first[1]))
        .qemu(qemu.executable());
  }

  private static long elements(final TraceReport report, final String key) {
    return metric(report, ElementCounter.NAME, "elements", key);
  }
}
