package io.memtracer.host.session;

import static io.memtracer.host.session.Reports.assertNothingLost;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.host.report.TraceReport;
import io.memtracer.host.session.request.Monitor;
import io.memtracer.host.session.request.Operator;
import io.memtracer.host.status.ErrorCategory;
import io.memtracer.host.status.TraceCounters;
import io.memtracer.host.status.TraceException;
import io.memtracer.host.status.WorkloadExit;
import io.memtracer.host.status.WorkloadExit.How;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Workloads that say themselves when they are to be traced, and runs that aren't traced at all. */
@Timeout(60)
final class UnwrappedIT {

  private static final Duration SOON = Duration.ofSeconds(30);

  @Test
  void tracesBetweenEnterAndStop() {
    final Runs runs =
        Runs.inGuest(
                "/bin/sh",
                "-c",
                "i=0; while [ $i -lt 3000 ]; do i=$((i+1)); done;"
                    + " echo '-----begin workload info-----'; echo \" a  $i \";"
                    + " echo '-----end workload info-----';"
                    + " printf 'Ready to trace. Press enter to continue'; read x;"
                    + " echo \"Enter '$x'\"; read y; echo \"got $y\"; echo 'Stop tracing';"
                    + " while :; do :; done")
            .analyzer("kernel-user-split")
            .standardInput("more\n")
            .unwrapped(SOON);
    final TraceReport report = runs.run();
    assertEquals("a  3000", runs.workloadInfo());
    assertEquals("a  3000", report.workloadInfo());
    assertEquals(new WorkloadExit(How.FINISHED, 0), report.exit());
    assertTrue(runs.standardOutput().contains("Enter ''\ngot more\nStop tracing\n"));
    assertNothingLost(report);
  }

  @Test
  void saysThatTheWorkloadNeverGetsReady() {
    final Runs runs =
        Runs.inGuest("/bin/sh", "-c", "sleep 1000")
            .analyzer("kernel-user-split")
            .unwrapped(Duration.ofMillis(500));
    final TraceException failure = assertThrows(TraceException.class, runs::run);
    assertEquals(ErrorCategory.USER, failure.category());
    assertEquals(
        "the workload did not print '-----begin workload info-----' within 0.5 s",
        failure.getMessage());
  }

  @Test
  void saysHowQemuEndedWhileTheWorkloadWasLoaded() {
    final Runs runs =
        Runs.inGuest("/bin/true").untraced().onMonitor(monitor -> monitor.execute("quit"));
    final TraceException failure = assertThrows(TraceException.class, runs::run);
    assertEquals(ErrorCategory.GUEST, failure.category());
    assertTrue(failure.getMessage().startsWith("QEMU ended with status 0"), failure.getMessage());
  }

  @Test
  void runsUntraced() {
    final TraceReport report = Runs.inGuest("/bin/sh", "-c", "exit 7").untraced().run();
    assertEquals(new WorkloadExit(How.EXITED, 7), report.exit());
    assertEquals(TraceCounters.ZERO, report.counters());
    assertEquals(List.of(), report.analyzers());
    assertEquals("none", report.origin().facts().get("transport"));
    assertTrue(report.tracingNanos() > 0);
  }

  @Test
  void letsTheGuestGoOnAfterwardsUntilItsMonitorIsToldToQuit() {
    final AtomicReference<Monitor> monitor = new AtomicReference<>();
    final AtomicReference<String> status = new AtomicReference<>();
    final AtomicReference<CompletableFuture<Void>> ended = new AtomicReference<>();
    final Runs runs =
        Runs.inGuest("/bin/true")
            .analyzer("kernel-user-split")
            .operator(new Operator(false, true))
            .onMonitor(monitor::set)
            .onReport(
                report -> {
                  status.set(monitor.get().execute("info status"));
                  assertFalse(monitor.get().ended().isDone());
                  monitor.get().execute("quit");
                  ended.set(monitor.get().ended());
                  ended.get().join();
                });
    assertNothingLost(runs.run());
    assertEquals("VM status: running", status.get());
    assertTrue(ended.get().isDone());
  }
}
