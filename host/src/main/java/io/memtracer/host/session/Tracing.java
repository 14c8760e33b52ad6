package io.memtracer.host.session;

import io.memtracer.host.pipeline.Pipeline;
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
  private final Pipeline pipeline;
  private final TraceListener listener;
  private final Ending ending = new Ending();

  private long armedNanos;

  Tracing(
      final TraceRequest request,
      final VirtualMachine machine,
      final WorkloadStart workload,
      final Pipeline pipeline,
      final TraceListener listener) {
    this.request = request;
    this.machine = machine;
    this.workload = workload;
    this.pipeline = pipeline;
    this.listener = listener;
  }

  /**
   * Traces the workload to its end.
   *
   * @throws TraceException if tracing could not begin, the workload could not be started, or an
   *     {@link Error} ended the analyzers
   */
  RunOutcome run(final Interrupt interrupt) {
    listener.onPhase("tracing");
    ending.watch(machine, workload, request.timeout(), interrupt);
    final Instant startedAt = Instant.now();
    armedNanos = System.nanoTime();
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
            System.nanoTime() - armedNanos, machine.counters(), pipeline.recordsRead()));
    pipeline.failure().ifPresent(ending::fail);
    if (pipeline.failedAnalyzers().size() == request.analyzers().size()) {
      ending.complete(RunEnd.unheard());
    }
  }

  private RunOutcome stop(final Instant startedAt, final RunEnd how) {
    Optional<RuntimeException> broken = how.broken();
    TraceCounters counters = TraceCounters.ZERO;
    if (broken.isEmpty()) {
      try {
        counters = machine.disarm();
      } catch (TraceException e) {
        broken = Optional.of(e);
      }
    }
    final long tracingNanos = System.nanoTime() - armedNanos;
    if (broken.isPresent()) {
      final PipelineResult arrived = pipeline.finishIncomplete();
      return new RunOutcome(
          startedAt,
          tracingNanos,
          RunEnd.broken(broken.get()),
          machine.counters(),
          arrived.counters().recordsRead(),
          arrived.analyzers(),
          Optional.of(Ending.reason(machine, broken.get())));
    }
    final PipelineResult all = pipeline.finish(counters.written());
    return new RunOutcome(
        startedAt,
        tracingNanos,
        how,
        counters,
        all.counters().recordsRead(),
        all.analyzers(),
        all.problem().or(this::pluginFailure));
  }

  private Optional<String> pluginFailure() {
    try {
      machine.control().requireNotFailed();
      return Optional.empty();
    } catch (TraceException e) {
      return Optional.of(e.getMessage());
    }
  }
}
