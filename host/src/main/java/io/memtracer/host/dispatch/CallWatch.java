package io.memtracer.host.dispatch;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Which call into an analyzer is under way, and since when. The thread that calls says so; any
 * other may look, and may give up a call that doesn't come back. From then on the analyzer's lane
 * belongs to whoever gave it up: if the call comes back after all, its thread learns that and ends.
 */
final class CallWatch {

  private static final long NONE = 0;
  private static final long GIVEN_UP = 1;

  /**
   * A call.
   *
   * @param phase the method
   * @param ordinal as a failure in it would have
   * @param beginNanos when it began, as {@link System#nanoTime} counts
   * @param thread in which it is
   */
  record Call(String phase, long ordinal, long beginNanos, Thread thread) {}

  /** When it began, which is neither of the two; what else is told of it is written before. */
  private final AtomicLong begin = new AtomicLong(NONE);

  private String phase = "";
  private long ordinal;
  private Thread thread;

  /** A call begins; returns when. */
  long enter(final String method, final long atOrdinal) {
    phase = method;
    ordinal = atOrdinal;
    thread = Thread.currentThread();
    final long now = System.nanoTime() | 2;
    begin.setRelease(now);
    return now;
  }

  /** Whether a call is under way, or was given up; for the calling thread. */
  boolean isIn() {
    return begin.get() != NONE;
  }

  /**
   * It came back.
   *
   * @throws GivenUpException if it was given up meanwhile: nothing of the lane may be touched
   */
  void leave(final long began) {
    if (!begin.compareAndSet(began, NONE)) {
      throw new GivenUpException();
    }
  }

  /** The call that is under way. */
  Optional<Call> current() {
    final long began = begin.getAcquire();
    if (began == NONE || began == GIVEN_UP) {
      return Optional.empty();
    }
    final Call call = new Call(phase, ordinal, began, thread);
    return begin.get() == began ? Optional.of(call) : Optional.empty();
  }

  /** Gives up the call that is under way if it has been for that long. */
  Optional<Call> giveUp(final long nanos) {
    return current()
        .filter(call -> System.nanoTime() - call.beginNanos() >= nanos)
        .filter(call -> begin.compareAndSet(call.beginNanos(), GIVEN_UP));
  }
}
