package io.memtracer.host.session;

import io.memtracer.host.report.InterimReport;
import io.memtracer.host.report.TraceReport;
import io.memtracer.host.session.request.TraceListener;
import io.memtracer.host.session.route.RouteEnd;
import io.memtracer.host.session.workload.Producer;
import io.memtracer.host.session.workload.RunEnd;
import io.memtracer.host.status.Attribution;
import io.memtracer.host.status.Interim;
import io.memtracer.host.status.Phases;
import io.memtracer.host.status.WorkloadExit;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * Tells a listener that wants to know what is known of a run while it goes on, about twice a
 * second, on a thread of its own: the run doesn't wait for it, and where it is slow it tells less
 * often.
 *
 * <p>{@link #start} and {@link #stop} once, by one thread.
 */
final class LiveReports {

  /** Twice a second, with the time that it takes. */
  private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(450);

  /** It rests for so many times as long as it has worked, but nobody waits for long. */
  private static final int REST_FACTOR = 4;

  private static final long MOST_REST_NANOS = TimeUnit.SECONDS.toNanos(2);

  private static final long PATIENCE_MILLIS = 2_000;

  private static final RunEnd NO_END =
      RunEnd.exited(new WorkloadExit(WorkloadExit.How.INTERRUPTED, 0));

  private final RunFacts facts;
  private final TraceListener listener;
  private final UnaryOperator<TraceReport> naming;
  private final long startNanos;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private Thread thread;

  /**
   * What isn't started yet.
   *
   * @param naming names what is at addresses; used by one thread
   * @param startNanos when the run began, by {@link System#nanoTime}
   */
  LiveReports(
      final RunFacts facts,
      final TraceListener listener,
      final UnaryOperator<TraceReport> naming,
      final long startNanos) {
    this.facts = facts;
    this.listener = listener;
    this.naming = naming;
    this.startNanos = startNanos;
  }

  /** Begins, when tracing does. */
  void start(final Instant startedAt, final Producer producer, final RouteEnd end) {
    final long armedNanos = System.nanoTime();
    thread = new Thread(() -> tell(startedAt, armedNanos, producer, end), "trace-live");
    thread.setDaemon(true);
    thread.start();
  }

  /** Ends it. After this nothing is told, unless what is under way takes very long. */
  void stop() {
    stopped.countDown();
    try {
      thread.join(PATIENCE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell(
      final Instant startedAt, final long armedNanos, final Producer producer, final RouteEnd end) {
    long rest = REST_NANOS;
    try {
      while (!stopped.await(rest, TimeUnit.NANOSECONDS)) {
        if (listener.wantsInterim()) {
          final long begin = System.nanoTime();
          tell(look(startedAt, begin - armedNanos, producer, end));
          final long worked = System.nanoTime() - begin;
          rest = Math.min(MOST_REST_NANOS, Math.max(REST_NANOS, REST_FACTOR * worked));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      // The run itself is none the worse.
      listener.onNote("what is found can't be shown before the end: " + e);
    }
  }

  private void tell(final InterimReport report) {
    if (stopped.getCount() > 0) {
      listener.onInterim(report);
    }
  }

  private InterimReport look(
      final Instant startedAt,
      final long tracingNanos,
      final Producer producer,
      final RouteEnd end) {
    final Interim interim =
        end.interim()
            .orElse(
                new Interim(
                    List.of(), Set.of(), Attribution.unknown("records don't come this way")));
    final RunOutcome outcome =
        new RunOutcome(
            startedAt,
            tracingNanos,
            NO_END,
            producer.counters(),
            end.recordsRead(),
            interim.analyzers(),
            interim.tasks(),
            Phases.NONE,
            Optional.empty());
    final Attribution tasks =
        interim.tasks().shares().isEmpty()
            ? Attribution.unknown(interim.tasks().whyNot().orElse("it isn't known yet"))
            : interim.tasks();
    return new InterimReport(
        naming.apply(facts.report(outcome, tasks, Phases.NONE, startNanos)), interim.atEndOnly());
  }
}
