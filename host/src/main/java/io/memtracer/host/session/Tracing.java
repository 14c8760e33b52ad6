package io.memtracer.host.session;

import io.memtracer.host.pipeline.PipelineResult;
import io.memtracer.host.session.request.TraceListener;
import io.memtracer.host.session.request.TraceListener.TraceProgress;
import io.memtracer.host.session.route.RouteEnd;
import io.memtracer.host.session.workload.Ending;
import io.memtracer.host.session.workload.Interrupt;
import io.memtracer.host.session.workload.Producer;
import io.memtracer.host.session.workload.RunEnd;
import io.memtracer.host.status.TraceCounters;
import io.memtracer.host.status.TraceException;
import java.time.Instant;
import java.util.Optional;

/**
 * From the first record to results: the producer is ready to begin, the analyzers are ready.
 *
 * <p>Used once, by one thread.
 */
final class Tracing {

  private final Producer producer;
  private final RouteEnd routeEnd;
  private final boolean producerStays;
  private final TraceListener listener;
  private final Ending ending = new Ending();

  private long armedNanos;

  /**
   * A trace that hasn't begun.
   *
   * @param producer makes the records
   * @param routeEnd takes them
   * @param producerStays whether the producer is to be used on when tracing has ended
   */
  Tracing(
      final Producer producer,
      final RouteEnd routeEnd,
      final boolean producerStays,
      final TraceListener listener) {
    this.producer = producer;
    this.routeEnd = routeEnd;
    this.producerStays = producerStays;
    this.listener = listener;
  }

  /**
   * Traces to the producer's end.
   *
   * @throws TraceException if tracing could not begin, the workload could not be started, or an
   *     {@link Error} ended the analyzers
   */
  RunOutcome run(final Interrupt interrupt) {
    if (routeEnd.hasNoListeners()) {
      producer.requireAlive();
      return outcome(Instant.now(), 0, RunEnd.withoutListeners(), TraceCounters.ZERO);
    }
    listener.onPhase("tracing");
    final Instant startedAt = Instant.now();
    // Before the time that is set for the workload: what is traced is never shorter than that.
    armedNanos = System.nanoTime();
    interrupt.completeOnRequest(ending);
    producer.start(ending);
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
            System.nanoTime() - armedNanos, producer.counters(), routeEnd.recordsRead()));
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
        counters = producer.stop(routeEnd::signOfLife);
      } catch (TraceException e) {
        broken = Optional.of(e);
      }
    }
    final long tracingNanos = System.nanoTime() - armedNanos;
    if (broken.isPresent()) {
      // Asked first: from the next line on, it may have ended because we ended it.
      final String reason = producer.obituary(broken.get());
      final PipelineResult arrived = routeEnd.finishIncomplete();
      return new RunOutcome(
          startedAt,
          tracingNanos,
          RunEnd.broken(broken.get()),
          producer.counters(),
          arrived.counters().recordsRead(),
          arrived.analyzers(),
          Optional.of(reason));
    }
    if (routeEnd.awaitsEndOfProducer() && !producerStays) {
      producer.close();
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

  /** If those who listened failed, that nobody could write to them any more is no news. */
  private Optional<String> pluginFailure() {
    if (routeEnd.hasNoListeners()) {
      return Optional.empty();
    }
    return producer.failure().map(TraceException::getMessage);
  }
}
