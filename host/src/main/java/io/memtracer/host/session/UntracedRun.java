package io.memtracer.host.session;

import io.memtracer.host.qemu.VirtualMachine;
import io.memtracer.host.session.workload.Ending;
import io.memtracer.host.session.workload.Interrupt;
import io.memtracer.host.session.workload.RunEnd;
import io.memtracer.host.session.workload.WorkloadStart;
import io.memtracer.host.status.Attribution;
import io.memtracer.host.status.Phases;
import io.memtracer.host.status.TraceCounters;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Runs the workload in the guest without tracing it: what tracing is to be compared with. */
final class UntracedRun {

  private UntracedRun() {}

  static RunOutcome run(
      final VirtualMachine machine,
      final WorkloadStart workload,
      final Optional<Duration> timeout,
      final Interrupt interrupt) {
    final Ending ending = new Ending();
    final Instant startedAt = Instant.now();
    final long startNanos = System.nanoTime();
    interrupt.completeOnRequest(ending);
    ending.watch(machine, workload, timeout);
    workload.go();
    workload.feed();
    final RunEnd how = ending.await();
    final long nanos = System.nanoTime() - startNanos;
    return new RunOutcome(
        startedAt,
        nanos,
        how,
        TraceCounters.ZERO,
        0,
        List.of(),
        Attribution.unknown("nothing was traced"),
        Phases.unknown("nothing was traced"),
        how.broken().map(broken -> Ending.reason(machine, broken)));
  }
}
