package io.memtracer.host.dispatch;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.EndOfTrace;
import io.memtracer.api.FifoAnalyzer;
import io.memtracer.api.FifoAnalyzerFactory;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.host.status.AnalyzerFailure;
import io.memtracer.host.status.AnalyzerOutcome;
import io.memtracer.host.status.TraceException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Leads an analyzer that has the trace read from a FIFO through its life. Whatever it throws closes
 * it; what doesn't come back, also when it is interrupted, is left behind.
 *
 * <p>Thread-safe: the analyzer is never called twice at a time.
 */
public final class FifoLane implements AutoCloseable {

  private static final long CLOSE_WAIT_MILLIS = 500;
  private static final int CLOSE_ATTEMPTS = 6;

  private final LaneSpec spec;
  private final FifoAnalyzer analyzer;
  private final ReentrantLock calls = new ReentrantLock();
  private volatile long recordsWritten;
  private boolean over;
  private final Object callerLock = new Object();
  private Thread caller;
  private AnalysisResult result;
  private volatile AnalyzerFailure failure;

  private FifoLane(final LaneSpec spec, final FifoAnalyzer analyzer) {
    this.spec = spec;
    this.analyzer = analyzer;
  }

  /**
   * Creates the analyzer and starts it.
   *
   * @param spec one whose factory is a {@link FifoAnalyzerFactory}
   * @param fifo where it is to make the FIFO
   * @return when somebody reads, or the analyzer has failed
   * @throws TraceException if its factory refuses, or throws
   */
  public static FifoLane start(final LaneSpec spec, final Path fifo) {
    final FifoLane lane =
        new FifoLane(spec, create((FifoAnalyzerFactory) spec.factory(), spec.options()));
    lane.call("onStart", () -> lane.analyzer.onStart(spec.context(), fifo));
    return lane;
  }

  private static FifoAnalyzer create(
      final FifoAnalyzerFactory factory, final AnalyzerOptions options) {
    try {
      return Objects.requireNonNull(
          factory.createForFifo(options), "createForFifo() returned null");
    } catch (RuntimeException | Error e) {
      throw LaneFailures.notCreated(factory.name(), e);
    }
  }

  /** Why the analyzer was given up; empty while all is well. */
  public Optional<AnalyzerFailure> failure() {
    return Optional.ofNullable(failure);
  }

  /**
   * Tells how far the trace is; does nothing while another call is under way.
   *
   * @param written how many records the FIFO took
   * @param refused whether QEMU found nobody reading
   */
  public void progress(final long written, final boolean refused) {
    if (calls.tryLock()) {
      try {
        if (!over) {
          recordsWritten = written;
          call("onProgress", () -> analyzer.onProgress(written, refused));
        }
      } finally {
        calls.unlock();
      }
    }
  }

  /** Asks for the result, and closes the analyzer. */
  public AnalyzerOutcome end(final long written, final boolean refused, final EndOfTrace end) {
    calls.lock();
    try {
      progress(written, refused);
      recordsWritten = written;
      if (!over) {
        call(
            "onEnd",
            () ->
                result =
                    Objects.requireNonNull(
                        analyzer.onEnd(end.withRecordsDelivered(written)),
                        "onEnd() returned null"));
      }
      close();
      return outcome(Optional.ofNullable(result));
    } finally {
      calls.unlock();
    }
  }

  /** How it fares; what it has found it says in the end. Any thread may ask. */
  public AnalyzerOutcome interim() {
    return outcome(Optional.empty());
  }

  private AnalyzerOutcome outcome(final Optional<AnalysisResult> found) {
    return spec.outcome(recordsWritten, 0, 0, found, failure());
  }

  private void call(final String phase, final Runnable method) {
    enter();
    try {
      method.run();
    } catch (Throwable e) {
      failure = new AnalyzerFailure(phase, recordsWritten, e);
    } finally {
      leave();
      if (failure != null) {
        close();
      }
    }
  }

  private void enter() {
    synchronized (callerLock) {
      caller = Thread.currentThread();
    }
  }

  /** After this nobody interrupts the thread; what came before was meant for the call. */
  private void leave() {
    synchronized (callerLock) {
      caller = null;
      final boolean unused = Thread.interrupted();
    }
  }

  private void interruptCall() {
    synchronized (callerLock) {
      if (caller != null) {
        caller.interrupt();
      }
    }
  }

  /**
   * Closes the analyzer unless that has happened; a call that is under way is interrupted. If it
   * doesn't come back all the same, the analyzer is left behind.
   */
  @Override
  public void close() {
    if (!acquire()) {
      failure =
          new AnalyzerFailure(
              "close",
              recordsWritten,
              new IllegalStateException("it did not come back, although it was interrupted"));
      return;
    }
    try {
      if (!over) {
        over = true;
        analyzer.close();
      }
    } catch (Throwable e) {
      closingFailed(e);
    } finally {
      calls.unlock();
    }
  }

  private boolean acquire() {
    for (int attempt = 0; attempt < CLOSE_ATTEMPTS; attempt++) {
      try {
        if (calls.tryLock(CLOSE_WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
          return true;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return calls.tryLock();
      }
      interruptCall();
    }
    return false;
  }

  private void closingFailed(final Throwable e) {
    if (failure == null) {
      failure = new AnalyzerFailure("close", recordsWritten, e);
    } else if (failure.cause() != e) {
      failure.cause().addSuppressed(e);
    }
  }
}
