package io.memtracer.host.pipeline;

import io.memtracer.host.status.ErrorCategory;
import io.memtracer.host.status.TraceException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** How far the agents of a pipeline are, together. Thread-safe. */
final class Progress {

  private final CountDownLatch starting;
  private final AtomicInteger running;
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile boolean leftBehind;
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  Progress(final int agents) {
    starting = new CountDownLatch(agents);
    running = new AtomicInteger(agents);
  }

  void started() {
    starting.countDown();
  }

  void failed(final Throwable cause) {
    failure.compareAndSet(null, cause);
    over.countDown();
  }

  /** An agent was closed before it had ended. */
  void cutShort(final String agent) {
    failed(
        new TraceException(
            ErrorCategory.INTERNAL, agent + " was closed or interrupted before the trace ended"));
  }

  void closed() {
    if (running.decrementAndGet() == 0) {
      over.countDown();
    }
  }

  /** An agent is left behind in the middle; that it is closed will not be heard of. */
  void leftBehind() {
    leftBehind = true;
  }

  /** Whether an agent was. */
  boolean isAnyLeftBehind() {
    return leftBehind;
  }

  /** All that can be had is there, whatever the agents do. */
  void finished() {
    over.countDown();
  }

  /** Waits until every agent has started, also those that failed in it. */
  void awaitStarted() throws InterruptedException {
    starting.await();
  }

  /** Waits until all agents are closed, or one has failed. */
  void awaitOver() throws InterruptedException {
    over.await();
  }

  boolean isOver() {
    return over.getCount() == 0;
  }

  /** What failed first, or null. */
  Throwable failure() {
    return failure.get();
  }
}
