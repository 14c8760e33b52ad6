package io.memtracer.host.dispatch;

import io.memtracer.api.EndOfTrace;
import io.memtracer.api.RecordBatch;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.TraceEvent;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.host.status.AnalyzerFailure;
import io.memtracer.host.status.AnalyzerOutcome;
import io.memtracer.host.status.TraceException;
import java.util.Objects;
import java.util.Optional;

/**
 * Leads one analyzer through its life and counts what it was given. An exception detaches the
 * analyzer: it is closed, and what would have been its share from then on is counted as lost. An
 * {@link Error} is noted and thrown on.
 *
 * <p>All methods but {@link #failure} belong to one thread; {@link #outcome} also to whoever has
 * seen that thread end.
 */
final class AnalyzerLane {

  private final LaneSpec spec;
  private final TraceAnalyzer analyzer;
  private long delivered;
  private long lost;
  private long busyNanos;
  private boolean closed;
  private AnalysisResult result;
  private volatile AnalyzerFailure failure;

  AnalyzerLane(final LaneSpec spec, final TraceAnalyzer analyzer) {
    this.spec = spec;
    this.analyzer = analyzer;
  }

  /**
   * Creates the analyzer, or the several of it.
   *
   * @throws TraceException if its factory refuses
   */
  static AnalyzerLane create(final LaneSpec spec, final CplPartition partition) {
    try {
      final TraceAnalyzer analyzer =
          spec.parts().isWhole()
              ? spec.factory().create(spec.options())
              : new PartitionedAnalyzer(spec, partition);
      return new AnalyzerLane(spec, Objects.requireNonNull(analyzer, "create() returned null"));
    } catch (RuntimeException e) {
      throw LaneFailures.notCreated(spec.name(), e);
    }
  }

  String label() {
    return spec.label();
  }

  /** Why the analyzer was detached, or null; for any thread. */
  AnalyzerFailure failure() {
    return failure;
  }

  void start() {
    final long begin = System.nanoTime();
    try {
      analyzer.onStart(spec.context());
    } catch (Exception e) {
      detach("onStart", 0, e);
    } catch (Error e) {
      failure = new AnalyzerFailure("onStart", 0, e);
      throw e;
    } finally {
      busyNanos += System.nanoTime() - begin;
    }
  }

  void deliver(final RecordBatch batch) {
    final int size = batch.size();
    if (failure != null) {
      lost += size;
      return;
    }
    final long begin = System.nanoTime();
    try {
      analyzer.onBatch(batch);
      delivered += size;
    } catch (Exception e) {
      lost += size;
      detach("onBatch", batch.firstOrdinal(), e);
    } catch (Error e) {
      failure = new AnalyzerFailure("onBatch", batch.firstOrdinal(), e);
      throw e;
    } finally {
      busyNanos += System.nanoTime() - begin;
    }
  }

  void event(final TraceEvent event) {
    if (failure != null) {
      return;
    }
    final long begin = System.nanoTime();
    try {
      analyzer.onEvent(event);
    } catch (Exception e) {
      detach("onEvent", event.ordinal(), e);
    } catch (Error e) {
      failure = new AnalyzerFailure("onEvent", event.ordinal(), e);
      throw e;
    } finally {
      busyNanos += System.nanoTime() - begin;
    }
  }

  void end(final EndOfTrace end) {
    if (failure != null) {
      return;
    }
    final long begin = System.nanoTime();
    try {
      final AnalysisResult found = analyzer.onEnd(end.withRecordsDelivered(delivered));
      result = Objects.requireNonNull(found, "onEnd() returned null");
      lost += result.recordsLost();
      delivered -= result.recordsLost();
    } catch (Exception e) {
      detach("onEnd", delivered, e);
    } catch (Error e) {
      failure = new AnalyzerFailure("onEnd", delivered, e);
      throw e;
    } finally {
      busyNanos += System.nanoTime() - begin;
    }
  }

  /** Closes the analyzer unless that has happened. */
  void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      analyzer.close();
    } catch (Exception e) {
      if (failure == null) {
        failure = new AnalyzerFailure("close", delivered, e);
      } else if (failure.cause() != e) {
        failure.cause().addSuppressed(e);
      }
    }
  }

  private void detach(final String phase, final long ordinal, final Exception cause) {
    failure = new AnalyzerFailure(phase, ordinal, cause);
    close();
  }

  AnalyzerOutcome outcome() {
    return new AnalyzerOutcome(
        spec.label(),
        spec.name(),
        spec.version(),
        spec.options().asMap(),
        delivered,
        lost,
        busyNanos,
        Optional.ofNullable(result),
        Optional.ofNullable(failure));
  }
}
