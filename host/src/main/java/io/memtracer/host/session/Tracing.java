package io.memtracer.host.session;

import io.memtracer.host.pipeline.PipelineResult;
import io.memtracer.host.session.request.TraceListener;
import io.memtracer.host.session.request.TraceListener.TraceProgress;
import io.memtracer.host.session.route.RouteEnd;
import io.memtracer.host.session.workload.Ending;
import io.memtracer.host.session.workload.Interrupt;
import io.memtracer.host.session.workload.Producer;
import io.memtracer.host.session.workload.RunEnd;
import io.memtracer.host.status.Quoted;
import io.memtracer.host.status.TraceCounters;
import io.memtracer.host.status.TraceException;
import io.memtracer.host.status.WorkloadExit.How;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * From the first record to results: the producer is ready to begin, the analyzers are ready.
 *
 * <p>Used once, by one thread.
 */
final class Tracing {

  /** When people begin to ask. */
  private static final long NOTABLE_NANOS = TimeUnit.SECONDS.toNanos(3);

  /** How long a producer may not answer and an analyzer not come back, when tracing is to end. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** The same for a user who has pressed Ctrl-C. */
  private static final Duration INTERRUPTED_PATIENCE = Duration.ofSeconds(2);

  private static final int MAX_REASON_CHARS = 300;

  private final Producer producer;
  private final RouteEnd routeEnd;
  private final boolean producerStays;
  private final TraceListener listener;
  private final Optional<LiveReports> live;
  private final Ending ending = new Ending();
  private final Stagnation stagnation = new Stagnation();

  private long armedNanos;
  private String waitedFor = "";

  /**
   * A trace that hasn't begun.
   *
   * @param producer makes the records
   * @param routeEnd takes them
   * @param producerStays whether the producer is to be used on when tracing has ended
   * @param live tells what is found meanwhile
   */
  Tracing(
      final Producer producer,
      final RouteEnd routeEnd,
      final boolean producerStays,
      final TraceListener listener,
      final Optional<LiveReports> live) {
    this.producer = producer;
    this.routeEnd = routeEnd;
    this.producerStays = producerStays;
    this.listener = listener;
    this.live = live;
  }

  /**
   * Traces to the producer's end.
   *
   * @throws TraceException if tracing could not begin, or the workload could not be started
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
    start();
    final Ticker ticker = Ticker.start(() -> tick(interrupt));
    live.ifPresent(reports -> reports.start(startedAt, producer, routeEnd));
    try {
      return stop(startedAt, ending.await(), interrupt);
    } finally {
      live.ifPresent(LiveReports::stop);
      ticker.stop();
    }
  }

  /**
   * Who reads may fail as soon as there is something to read: then that is what there is to say.
   */
  private void start() {
    try {
      producer.start(ending);
    } catch (TraceException e) {
      routeEnd.look();
      if (!routeEnd.hasNoListeners()) {
        throw e;
      }
      ending.complete(RunEnd.withoutListeners());
    }
  }

  private void tick(final Interrupt interrupt) {
    listener.onProgress(
        new TraceProgress(
            System.nanoTime() - armedNanos, producer.counters(), routeEnd.recordsRead()));
    try {
      routeEnd.look();
    } catch (TraceException e) {
      ending.fail(e);
    }
    routeEnd.failure().ifPresent(ending::fail);
    routeEnd.problem().or(this::stagnation).ifPresent(this::takeNoMore);
    if (routeEnd.hasNoListeners()) {
      ending.complete(RunEnd.withoutListeners());
    }
    tellWaiting();
    giveUpWhoDoesNotComeBack(interrupt);
  }

  private Optional<String> stagnation() {
    return stagnation.look(
        System.nanoTime(),
        producer.counters().written(),
        routeEnd.recordsRead(),
        routeEnd.waitingFor(0).isPresent() || producer.obstacle().isPresent());
  }

  /** What arrived before is reported. */
  private void takeNoMore(final String problem) {
    ending.complete(RunEnd.broken(TraceException.guest(problem)));
    producer.abandon();
  }

  private void tellWaiting() {
    final String now = routeEnd.waitingFor(NOTABLE_NANOS).or(producer::obstacle).orElse("");
    if (!now.equals(waitedFor)) {
      waitedFor = now;
      listener.onWaiting(now);
    }
  }

  /** When the user wants an end, or has set a time for it; otherwise it may take its time. */
  private void giveUpWhoDoesNotComeBack(final Interrupt interrupt) {
    final boolean timedOut =
        ending.now().filter(end -> end.exit().how() == How.TIMED_OUT).isPresent();
    if ((interrupt.isRequested() && routeEnd.giveUp(INTERRUPTED_PATIENCE.toNanos()))
        || (timedOut && routeEnd.giveUp(PATIENCE.toNanos()))) {
      producer.abandon();
    }
  }

  private RunOutcome stop(final Instant startedAt, final RunEnd how, final Interrupt interrupt) {
    Optional<RuntimeException> broken = how.broken();
    Optional<TraceCounters> counters = Optional.empty();
    // A guest that lies, or an agent that is lost, is no reason not to stop it like any other.
    if (broken.isEmpty() || producer.isAlive()) {
      try {
        counters =
            Optional.of(
                producer.stop(
                    routeEnd::signOfLife,
                    interrupt.isRequested() ? INTERRUPTED_PATIENCE : PATIENCE));
      } catch (TraceException e) {
        broken = broken.or(() -> Optional.of(e));
      }
    }
    final long tracingNanos = System.nanoTime() - armedNanos;
    if (counters.isEmpty()) {
      return cutOff(startedAt, tracingNanos, broken.orElseThrow());
    }
    if (broken.isEmpty() && how.exit().how() != How.INTERRUPTED && !producerStays) {
      producer.settle();
    }
    if (routeEnd.awaitsEndOfProducer() && !producerStays) {
      producer.close();
    }
    return outcome(startedAt, tracingNanos, how, counters.get());
  }

  /** The producer has ended or doesn't answer: there is what arrived. */
  private RunOutcome cutOff(
      final Instant startedAt, final long tracingNanos, final RuntimeException broken) {
    // Asked first: from the next lines on, it may have ended because we ended it.
    final String reason = producer.obituary(broken);
    listener.onPhase(Quoted.line(reason, MAX_REASON_CHARS) + "; finishing with what arrived");
    producer.kill();
    final RunEnd how = RunEnd.broken(broken);
    final TraceCounters counters = producer.counters();
    final PipelineResult arrived = routeEnd.finishIncomplete(how.endOfTrace(counters));
    return new RunOutcome(
        startedAt,
        tracingNanos,
        how,
        counters,
        arrived.counters().recordsRead(),
        arrived.analyzers(),
        arrived.tasks(),
        arrived.phases(),
        Optional.of(reason));
  }

  private RunOutcome outcome(
      final Instant startedAt,
      final long tracingNanos,
      final RunEnd how,
      final TraceCounters counters) {
    final PipelineResult all = routeEnd.finish(counters.written(), how.endOfTrace(counters));
    return new RunOutcome(
        startedAt,
        tracingNanos,
        how,
        counters,
        all.counters().recordsRead(),
        all.analyzers(),
        all.tasks(),
        all.phases(),
        how.broken().map(RuntimeException::getMessage).or(all::problem).or(this::pluginFailure));
  }

  /** If those who listened failed, that nobody could write to them any more is no news. */
  private Optional<String> pluginFailure() {
    if (routeEnd.hasNoListeners()) {
      return Optional.empty();
    }
    return producer.failure().map(TraceException::getMessage);
  }
}
