package io.memtracer.host.session;

import static io.memtracer.host.session.Reports.assertNothingLost;
import static io.memtracer.host.session.Reports.metric;
import static io.memtracer.host.session.Reports.outcome;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.host.qemu.Ticks;
import io.memtracer.host.report.TraceReport;
import io.memtracer.host.session.request.Transport;
import io.memtracer.host.status.AnalyzerOutcome;
import io.memtracer.host.status.ErrorCategory;
import io.memtracer.host.status.TraceCounters;
import io.memtracer.host.status.TraceException;
import io.memtracer.host.status.WorkloadExit;
import io.memtracer.host.status.WorkloadExit.How;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The ways in which a run ends, and what is told of each. */
@Timeout(60)
final class EndingIT {

  private static final String ENDLESS = "while :; do :; done";

  @TempDir private static Path plugins;

  @BeforeAll
  static void prepare() {
    TestPlugins.jar(plugins, SlowAnalyzer.class, SlowAnalyzer.Factory.class);
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void passesOnWhatTheWorkloadWritesAndHowItEnds(final Transport transport) {
    final Runs runs =
        Runs.inGuest("/bin/sh", "-c", "read x; echo \"got $x\"; echo oops >&2; exit 3")
            .analyzer("kernel-user-split")
            .transport(transport)
            .standardInput("hello\n");
    final TraceReport report = runs.run();
    assertEquals("got hello\n", runs.standardOutput());
    assertEquals("oops\n", runs.standardError());
    assertEquals(new WorkloadExit(How.EXITED, 3), report.exit());
    assertNothingLost(report);
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void tellsTheSignalThatKilledTheWorkload(final Transport transport) {
    final TraceReport report =
        Runs.inGuest("/bin/sh", "-c", "kill -SEGV $$")
            .analyzer("kernel-user-split")
            .transport(transport)
            .run();
    assertEquals(new WorkloadExit(How.SIGNALLED, 11), report.exit());
    assertNothingLost(report);
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void stopsAWorkloadWhoseTimeIsUpAndReportsAllOfIt(final Transport transport) {
    final TraceReport report =
        Runs.inGuest("/bin/sh", "-c", ENDLESS)
            .analyzer("kernel-user-split")
            .transport(transport)
            .timeout(Duration.ofMillis(700))
            .run();
    assertEquals(How.TIMED_OUT, report.exit().how());
    assertTrue(report.tracingNanos() >= Duration.ofMillis(700).toNanos());
    assertNothingLost(report);
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void reportsWhatArrivedWhenInterrupted(final Transport transport) {
    final Runs runs =
        Runs.inGuest("/bin/sh", "-c", ENDLESS).analyzer("kernel-user-split").transport(transport);
    final TraceSession session = runs.session();
    runs.onProgress(
        progress -> {
          if (progress.recordsRead() > 0) {
            session.interrupt();
          }
        });
    final TraceReport report = session.execute(runs);
    assertEquals(How.INTERRUPTED, report.exit().how());
    assertNothingLost(report);
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void reportsWhatArrivedWithinASecondWhenQemuIsKilled(final Transport transport) {
    final AtomicReference<Ticks> sinceDeath = new AtomicReference<>();
    final Runs runs =
        Runs.inGuest("/bin/sh", "-c", ENDLESS).analyzer("kernel-user-split").transport(transport);
    runs.onProgress(
        progress -> {
          if (progress.recordsRead() > 0 && sinceDeath.get() == null) {
            sinceDeath.set(Ticks.start());
            Runs.killQemu();
          }
        });
    final TraceReport report = runs.run();
    try (Ticks ticks = sinceDeath.get()) {
      ticks.assertWithinASecond();
    }
    assertEquals(How.LOST, report.exit().how());
    final String why = report.incomplete().orElseThrow();
    assertTrue(why.contains("SIGKILL"), why);
    final AnalyzerOutcome outcome = outcome(report, "kernel-user-split");
    assertTrue(outcome.delivered() > 0);
    assertEquals(report.recordsRead(), outcome.delivered());
    assertTrue(outcome.result().isPresent());
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void accountsForEveryRecordWhenSomeAreDropped(final Transport transport) {
    final TraceReport report =
        Runs.inGuest("/bin/sh", "-c", "i=0; while [ $i -lt 3000 ]; do i=$((i+1)); done")
            .plugins(plugins)
            .analyzer(SlowAnalyzer.NAME, Map.of("nanos", "500"))
            .transport(transport)
            .dropWhenFull()
            .run();
    final TraceCounters counters = report.counters();
    assertTrue(counters.dropped() > 0, "nothing was dropped: " + counters);
    assertEquals(counters.traced(), counters.written() + counters.dropped());
    assertEquals(counters.written(), report.recordsRead());
    assertEquals(report.recordsRead(), metric(report, SlowAnalyzer.NAME, "slow", "records"));
    final long told = metric(report, SlowAnalyzer.NAME, "slow", "missing");
    assertTrue(told > 0 && told <= counters.dropped(), told + " told of " + counters);
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void losesNothingToASlowAnalyzerWhenItMayWait(final Transport transport) {
    final TraceReport report =
        Runs.inGuest("/bin/sh", "-c", "i=0; while [ $i -lt 1000 ]; do i=$((i+1)); done")
            .plugins(plugins)
            .analyzer(SlowAnalyzer.NAME, Map.of("nanos", "500"))
            .transport(transport)
            .run();
    assertTrue(report.counters().fullWaits() > 0, "never waited: " + report.counters());
    assertNothingLost(report);
  }

  @Test
  void saysWhyAProgramCannotBeStarted() {
    final TraceException refused =
        assertThrows(
            TraceException.class,
            () -> Runs.inGuest("/no/such/program").analyzer("kernel-user-split").run());
    assertEquals(ErrorCategory.USER, refused.category());
    assertTrue(refused.getMessage().contains("/no/such/program"), refused.getMessage());
  }

  @Test
  void runsTwiceAtATimeOnOneImage() throws Exception {
    final Runs first = Runs.inGuest("/bin/echo", "first").analyzer("kernel-user-split");
    final Runs second = Runs.inGuest("/bin/echo", "second").analyzer("kernel-user-split");
    final Thread other =
        new Thread(
            () -> {
              final Object unused = second.run();
            });
    other.start();
    assertNothingLost(first.run());
    other.join();
    assertEquals("first\n", first.standardOutput());
    assertEquals("second\n", second.standardOutput());
  }
}
