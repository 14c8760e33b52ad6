package io.memtracer.host.session;

import static io.memtracer.host.session.Reports.assertNothingLost;
import static io.memtracer.host.session.Reports.metric;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.host.report.TraceReport;
import io.memtracer.host.session.request.Transport;
import io.memtracer.host.status.WorkloadExit;
import io.memtracer.host.status.WorkloadExit.How;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A real guest increments each int of an array so many times: every access must be there, once. */
final class CountingIT {

  @TempDir private static Path plugins;

  private static Path program;

  @BeforeAll
  static void prepare() {
    program = TestWorkloads.compile("count");
    TestPlugins.jar(plugins, ElementCounter.class, ElementCounter.Factory.class);
  }

  @ParameterizedTest
  @CsvSource({
    "RING, 1, false, false",
    "RING, 7, true, false",
    "RING, 300, false, true",
    "RING, 300, true, true",
    "RING, 1000, false, false",
    "FIFO, 1, false, false",
    "FIFO, 7, true, false",
    "FIFO, 300, false, true",
    "FIFO, 300, true, true",
    "FIFO, 1000, false, false"
  })
  void countsEveryElementExactly(
      final Transport transport,
      final int passes,
      final boolean userOnly,
      final boolean dedicated) {
    final Runs runs =
        Runs.of(program, passes)
            .plugins(plugins)
            .analyzer(ElementCounter.NAME, whereArrayIs(0))
            .userOnly(userOnly)
            .dedicated(dedicated)
            .transport(transport);
    final TraceReport report = runs.run();
    assertEquals(
        transport.name().toLowerCase(Locale.ROOT), report.origin().facts().get("transport"));
    assertEquals(new WorkloadExit(How.EXITED, 0), report.exit());
    assertNothingLost(report);
    assertCounted(report, 0, passes);
    final long kernelRecords = metric(report, ElementCounter.NAME, "elements", "kernel-records");
    assertEquals(userOnly, kernelRecords == 0, "kernel records: " + kernelRecords);
  }

  /** The kernel takes all the numbers there are, and every record of the program is an escape. */
  @Test
  void countsEveryElementExactlyWhenTheSiteTableIsTiny() {
    final int passes = 300;
    final TraceReport report =
        Runs.of(program, passes)
            .plugins(plugins)
            .analyzer(ElementCounter.NAME, whereArrayIs(0))
            .transport(Transport.RING)
            .qemu(QemuWrapper.withSiteTable(plugins, 50))
            .run();
    assertNothingLost(report);
    assertCounted(report, 0, passes);
    assertTrue(metric(report, ElementCounter.NAME, "elements", "kernel-records") > 0);
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void countsOnTwoBusyVcpus(final Transport transport) {
    final int passes = 200;
    for (int thread = 0; thread < 2; thread++) {
      final TraceReport report =
          Runs.of(program, passes, 2)
              .plugins(plugins)
              .analyzer(ElementCounter.NAME, whereArrayIs(thread))
              .vcpus(2)
              .transport(transport)
              .run();
      assertNothingLost(report);
      assertCounted(report, thread, passes);
    }
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void tracesOneOfSixteenBlocks(final Transport transport) {
    final TraceReport report =
        Runs.of(program, 100)
            .plugins(plugins)
            .analyzer(ElementCounter.NAME, whereArrayIs(0))
            .userOnly(true)
            .sampling(3, 4)
            .transport(transport)
            .run();
    assertNothingLost(report);
    final long seen = report.counters().seen();
    assertTrue(seen >= 2_000_000, "seen " + seen);
    final long wholeCycles = seen / 128;
    final long rest = Math.min(8, seen % 128);
    assertEquals(wholeCycles * 8 + rest, report.counters().traced());
  }

  private static Map<String, String> whereArrayIs(final int thread) {
    final String[] line =
        TestWorkloads.runNatively(program, "1", "2").lines().toList().get(thread).split(" ", 2);
    return Map.of("array", line[0], "pc", line[1]);
  }

  private static void assertCounted(final TraceReport report, final int thread, final int passes) {
    final String name = ElementCounter.NAME;
    assertEquals(passes, metric(report, name, "elements", "min-loads"), "thread " + thread);
    assertEquals(passes, metric(report, name, "elements", "max-loads"), "thread " + thread);
    assertEquals(passes, metric(report, name, "elements", "min-stores"), "thread " + thread);
    assertEquals(passes, metric(report, name, "elements", "max-stores"), "thread " + thread);
    assertEquals(0, metric(report, name, "elements", "strangers"), "thread " + thread);
  }
}
