package io.memtracer.host.dispatch;

import io.memtracer.api.EndOfTrace;
import io.memtracer.api.InvalidOptionException;
import io.memtracer.api.RecordBatch;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.TraceEvent;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.host.dispatch.partition.CplPartition;
import io.memtracer.host.ring.Stretch;
import io.memtracer.host.status.AnalyzerFailure;
import io.memtracer.host.status.AnalyzerOutcome;
import io.memtracer.host.status.TraceException;
import java.util.Objects;
import java.util.Optional;

/**
 * Leads one analyzer through its life and counts what it was given. Whatever it throws detaches the
 * analyzer: it is closed and forgotten, and what would have been its share from then on is counted
 * as lost. So does a call that was given up because it didn't come back.
 *
 * <p>All methods but {@link #failure}, {@link #interim}, {@link #waitingFor} and {@link #giveUp}
 * belong to one thread, or, after it was given up, to whoever did that; {@link #outcome} also to
 * whoever has seen that thread end.
 */
final class AnalyzerLane {

  private final LaneSpec spec;
  private final CallWatch watch = new CallWatch();
  private TraceAnalyzer analyzer;
  private long delivered;
  private long lost;
  private long busyNanos;
  private boolean ended;
  private AnalysisResult result;
  private volatile AnalyzerFailure failure;

  /** What it has said last of what it has found, if it was asked. */
  private volatile AnalyzerOutcome interim;

  private volatile boolean wasAsked;

  private AnalyzerLane(final LaneSpec spec) {
    this.spec = spec;
    interim = outcome();
  }

  /**
   * Creates the analyzer, or the several of it. If that fails, its lane is one that has failed.
   *
   * @throws TraceException if its factory refuses an option
   */
  static AnalyzerLane create(final LaneSpec spec, final CplPartition partition) {
    final AnalyzerLane lane = new AnalyzerLane(spec);
    // The user's wish to end the run comes as an interrupt of this thread, too.
    final boolean runIsInterrupted = Thread.currentThread().isInterrupted();
    try {
      lane.analyzer = Objects.requireNonNull(spec.create(partition), "create() returned null");
      if (!runIsInterrupted) {
        requireNoInterrupt();
      }
    } catch (InvalidOptionException e) {
      throw LaneFailures.refused(spec.name(), e);
    } catch (Throwable e) {
      lane.failure = new AnalyzerFailure("create", 0, OtherApiException.explain(e));
    }
    return lane;
  }

  String label() {
    return spec.label();
  }

  /** Why the analyzer was detached, or null; for any thread. */
  AnalyzerFailure failure() {
    return failure;
  }

  /** Whom it has been waiting for that long, in words; for any thread. */
  Optional<String> waitingFor(final long nanos) {
    return watch
        .current()
        .filter(call -> System.nanoTime() - call.beginNanos() >= nanos)
        .map(call -> "analyzer " + label() + " has not come back from " + call.phase());
  }

  /**
   * Detaches the analyzer if it has been in one call for that long; for any thread.
   *
   * @return whether it has been: then the lane belongs to the caller
   */
  boolean giveUp(final long nanos) {
    final Optional<CallWatch.Call> call = watch.giveUp(nanos);
    call.ifPresent(
        it -> {
          failure = new AnalyzerFailure(it.phase(), it.ordinal(), new NotBackException(it), true);
          analyzer = null;
          it.thread().interrupt();
        });
    return call.isPresent();
  }

  void start() {
    if (failure != null) {
      return;
    }
    final long begin = watch.enter("onStart", 0);
    try {
      analyzer.onStart(spec.context());
      left(begin);
    } catch (Throwable e) {
      detach("onStart", 0, begin, e);
    }
  }

  void deliver(final RecordBatch batch) {
    final int size = batch.size();
    if (failure != null) {
      lost += size;
      return;
    }
    final long begin = watch.enter("onBatch", batch.firstOrdinal());
    try {
      analyzer.onBatch(batch);
      left(begin);
      delivered += size;
    } catch (Throwable e) {
      detach("onBatch", batch.firstOrdinal(), begin, e);
      lost += size;
    }
  }

  /** Has it absorb what others found in records that nobody is given here. */
  void elsewhere(final Stretch stretch) {
    if (failure != null) {
      lost += stretch.records();
      return;
    }
    final long begin = watch.enter("mergeNext", delivered);
    try {
      ((Absorbing) analyzer).absorb(stretch.number());
      left(begin);
      delivered += stretch.records();
    } catch (Throwable e) {
      detach("mergeNext", delivered, begin, e);
      lost += stretch.records();
    }
  }

  void event(final TraceEvent event) {
    if (failure != null) {
      return;
    }
    final long begin = watch.enter("onEvent", event.ordinal());
    try {
      analyzer.onEvent(event);
      left(begin);
    } catch (Throwable e) {
      detach("onEvent", event.ordinal(), begin, e);
    }
  }

  /** Asks it what it has found so far. */
  void snapshot() {
    if (failure != null || ended) {
      return;
    }
    final long begin = watch.enter("snapshot", delivered);
    try {
      final Optional<AnalysisResult> found =
          Objects.requireNonNull(analyzer.snapshot(), "snapshot() returned null");
      left(begin);
      interim = outcome(found);
      wasAsked = true;
    } catch (Throwable e) {
      detach("snapshot", delivered, begin, e);
    }
  }

  /** What it has said last, and whether it failed since; for any thread. */
  AnalyzerOutcome interim() {
    return interim.failed(Optional.ofNullable(failure));
  }

  /** Whether it was asked, or failed before; for any thread. */
  boolean hasSpoken() {
    return wasAsked || failure != null;
  }

  void end(final EndOfTrace end) {
    if (failure != null || ended) {
      return;
    }
    final long begin = watch.enter("onEnd", delivered);
    try {
      final AnalysisResult found =
          Objects.requireNonNull(
              analyzer.onEnd(end.withRecordsDelivered(delivered)), "onEnd() returned null");
      left(begin);
      lost += found.recordsLost();
      delivered -= found.recordsLost();
      result = found;
      ended = true;
    } catch (Throwable e) {
      detach("onEnd", delivered, begin, e);
    }
  }

  /** Closes the analyzer unless that has happened. */
  void close() {
    final TraceAnalyzer closing = analyzer;
    if (closing == null) {
      return;
    }
    analyzer = null;
    final long begin = watch.enter("close", delivered);
    try {
      closing.close();
      left(begin);
    } catch (GivenUpException e) {
      throw e;
    } catch (Throwable e) {
      back(begin);
      if (failure == null) {
        failure = new AnalyzerFailure("close", delivered, e);
      } else if (failure.cause() != e) {
        failure.cause().addSuppressed(e);
      }
    }
  }

  /** A call is over, however that came. */
  private void back(final long begin) {
    if (watch.isIn()) {
      watch.leave(begin);
      busyNanos += System.nanoTime() - begin;
    }
  }

  /** It came back; an interrupt that it has left behind is its own fault. */
  private void left(final long begin) {
    back(begin);
    requireNoInterrupt();
  }

  private static void requireNoInterrupt() {
    if (Thread.interrupted()) {
      throw new IllegalStateException("it interrupted the thread that called it");
    }
  }

  private void detach(
      final String phase, final long ordinal, final long begin, final Throwable cause) {
    if (cause instanceof GivenUpException givenUp) {
      throw givenUp;
    }
    back(begin);
    // What it threw may come with an interrupt; the next analyzer has no part in that.
    final boolean unused = Thread.interrupted();
    failure = new AnalyzerFailure(phase, ordinal, OtherApiException.explain(cause));
    close();
  }

  AnalyzerOutcome outcome() {
    return outcome(Optional.ofNullable(result));
  }

  private AnalyzerOutcome outcome(final Optional<AnalysisResult> found) {
    return spec.outcome(delivered, lost, busyNanos, found, Optional.ofNullable(failure));
  }
}
