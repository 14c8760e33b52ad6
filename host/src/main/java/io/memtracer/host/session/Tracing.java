package io.memtracer.host.session;

import io.memtracer.host.pipeline.PipelineResult;
import io.memtracer.host.qemu.TraceWish;
import io.memtracer.host.qemu.VirtualMachine;
import io.memtracer.host.session.TraceListener.TraceProgress;
import io.memtracer.host.status.TraceCounters;
import io.memtracer.host.status.TraceException;
import java.time.Instant;
import java.util.Optional;

/**
 * From arming to results: the guest is restored, the workload held, the analyzers ready.
 *
 * <p>Used once, by one thread.
 */
final class Tracing {

  private final TraceRequest request;
  private final VirtualMachine machine;
  private final WorkloadStart workload;
  private final LineEnd line;
  private final TraceListener listener;
  private final Ending ending = new Ending();

  private long armedNanos;

  Tracing(
      final TraceRequest request,
      final VirtualMachine machine,
      final WorkloadStart workload,
      final LineEnd line,
      final TraceListener listener) {
    this.request = request;
    this.machine = machine;
    this.workload = workload;
    this.line = line;
    this.listener = listener;
  }

  /**
   * Traces the workload to its end.
   *
   * @throws TraceException if tracing could not begin, the workload could not be started, or an
   *     {@link Error} ended the analyzers
   */
  RunOutcome run(final Interrupt interrupt) {
    if (line.isUnheard()) {
      machine.requireAlive();
      return outcome(Instant.now(), 0, RunEnd.unheard(), TraceCounters.ZERO);
    }
    listener.onPhase("tracing");
    final Instant startedAt = Instant.now();
    // Before the time that is set for the workload: what is traced is never shorter than that.
    armedNanos = System.nanoTime();
    ending.watch(machine, workload, request.timeout(), interrupt);
    final TraceWish wish =
        new TraceWish(
            true, request.userOnly(), request.sampling(), request.onFull() == OnFull.DROP);
    machine.arm(wish, workload::go);
    workload.feed();
    final Ticker ticker = Ticker.start(this::tick);
    try {
      return stop(startedAt, ending.await());
    } finally {
      ticker.stop();
    }
  }

  private void tick() {
    listener.onProgress(
        new TraceProgress(System.nanoTime() - armedNanos, machine.counters(), line.recordsRead()));
    try {
      line.look();
    } catch (TraceException e) {
      ending.fail(e);
    }
    line.failure().ifPresent(ending::fail);
    if (line.isUnheard()) {
      ending.complete(RunEnd.unheard());
    }
  }

  private RunOutcome stop(final Instant startedAt, final RunEnd how) {
    Optional<RuntimeException> broken = how.broken();
    TraceCounters counters = TraceCounters.ZERO;
    if (broken.isEmpty()) {
      try {
        counters = machine.disarm(line::signOfLife);
      } catch (TraceException e) {
        broken = Optional.of(e);
      }
    }
    final long tracingNanos = System.nanoTime() - armedNanos;
    if (broken.isPresent()) {
      // Asked first: from the next line on, QEMU may have ended because we ended it.
      final String reason = Ending.reason(machine, broken.get());
      final PipelineResult arrived = line.finishIncomplete();
      return new RunOutcome(
          startedAt,
          tracingNanos,
          RunEnd.broken(broken.get()),
          machine.counters(),
          arrived.counters().recordsRead(),
          arrived.analyzers(),
          Optional.of(reason));
    }
    if (line.awaitsEndOfQemu() && !request.attendance().stays()) {
      machine.close();
    }
    return outcome(startedAt, tracingNanos, how, counters);
  }

  private RunOutcome outcome(
      final Instant startedAt,
      final long tracingNanos,
      final RunEnd how,
      final TraceCounters counters) {
    final PipelineResult all = line.finish(counters.written());
    return new RunOutcome(
        startedAt,
        tracingNanos,
        how,
        counters,
        all.counters().recordsRead(),
        all.analyzers(),
        all.problem().or(this::pluginFailure));
  }

  /** If those who listened failed, that QEMU couldn't write to them any more is no news. */
  private Optional<String> pluginFailure() {
    if (line.isUnheard()) {
      return Optional.empty();
    }
    try {
      machine.control().requireNotFailed();
      return Optional.empty();
    } catch (TraceException e) {
      return Optional.of(e.getMessage());
    }
  }
}
