package io.memtracer.host.session;

import io.memtracer.host.pipeline.PipelineResult;
import io.memtracer.host.qemu.TraceWish;
import io.memtracer.host.qemu.VirtualMachine;
import io.memtracer.host.session.request.OnFull;
import io.memtracer.host.session.request.TraceListener;
import io.memtracer.host.session.request.TraceListener.TraceProgress;
import io.memtracer.host.session.request.TraceRequest;
import io.memtracer.host.session.route.RouteEnd;
import io.memtracer.host.session.workload.Ending;
import io.memtracer.host.session.workload.Interrupt;
import io.memtracer.host.session.workload.RunEnd;
import io.memtracer.host.session.workload.WorkloadStart;
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
  private final RouteEnd routeEnd;
  private final TraceListener listener;
  private final Ending ending = new Ending();

  private long armedNanos;

  Tracing(
      final TraceRequest request,
      final VirtualMachine machine,
      final WorkloadStart workload,
      final RouteEnd routeEnd,
      final TraceListener listener) {
    this.request = request;
    this.machine = machine;
    this.workload = workload;
    this.routeEnd = routeEnd;
    this.listener = listener;
  }

  /**
   * Traces the workload to its end.
   *
   * @throws TraceException if tracing could not begin, the workload could not be started, or an
   *     {@link Error} ended the analyzers
   */
  RunOutcome run(final Interrupt interrupt) {
    if (routeEnd.hasNoListeners()) {
      machine.requireAlive();
      return outcome(Instant.now(), 0, RunEnd.withoutListeners(), TraceCounters.ZERO);
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
        new TraceProgress(
            System.nanoTime() - armedNanos, machine.counters(), routeEnd.recordsRead()));
    try {
      routeEnd.look();
    } catch (TraceException e) {
      ending.fail(e);
    }
    routeEnd.failure().ifPresent(ending::fail);
    if (routeEnd.hasNoListeners()) {
      ending.complete(RunEnd.withoutListeners());
    }
  }

  private RunOutcome stop(final Instant startedAt, final RunEnd how) {
    Optional<RuntimeException> broken = how.broken();
    TraceCounters counters = TraceCounters.ZERO;
    if (broken.isEmpty()) {
      try {
        counters = machine.disarm(routeEnd::signOfLife);
      } catch (TraceException e) {
        broken = Optional.of(e);
      }
    }
    final long tracingNanos = System.nanoTime() - armedNanos;
    if (broken.isPresent()) {
      // Asked first: from the next line on, QEMU may have ended because we ended it.
      final String reason = Ending.reason(machine, broken.get());
      final PipelineResult arrived = routeEnd.finishIncomplete();
      return new RunOutcome(
          startedAt,
          tracingNanos,
          RunEnd.broken(broken.get()),
          machine.counters(),
          arrived.counters().recordsRead(),
          arrived.analyzers(),
          Optional.of(reason));
    }
    if (routeEnd.awaitsEndOfQemu() && !request.operator().stays()) {
      machine.close();
    }
    return outcome(startedAt, tracingNanos, how, counters);
  }

  private RunOutcome outcome(
      final Instant startedAt,
      final long tracingNanos,
      final RunEnd how,
      final TraceCounters counters) {
    final PipelineResult all = routeEnd.finish(counters.written());
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
    if (routeEnd.hasNoListeners()) {
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
