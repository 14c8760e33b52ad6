package io.memtracer.host.serve;

import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The newest of what there is to say. Who is slow misses what came between; nobody who says
 * something waits for anybody who listens, and one message is all that is kept.
 *
 * <p>Thread-safe.
 */
final class Newest {

  /**
   * What is said.
   *
   * @param number counts them, from 1 on
   * @param json in one line, of ASCII
   * @param isLast whether nothing follows
   */
  record Message(long number, ByteArrayOutputStream json, boolean isLast) {}

  private Optional<Message> newest = Optional.empty();
  private boolean closed;

  /** Says something. After the last one, or when it is closed, nothing is said. */
  synchronized void say(final ByteArrayOutputStream json, final boolean isLast) {
    if (!closed && newest.filter(Message::isLast).isEmpty()) {
      newest = Optional.of(new Message(newest.map(Message::number).orElse(0L) + 1, json, isLast));
      notifyAll();
    }
  }

  synchronized Optional<Message> now() {
    return newest;
  }

  /** Waits for one that is newer than this number, for a time; empty if none came. */
  synchronized Optional<Message> after(final long number, final long nanos)
      throws InterruptedException {
    final long deadline = System.nanoTime() + nanos;
    while (!closed && newest.map(Message::number).orElse(0L) <= number) {
      final long left = deadline - System.nanoTime();
      if (left <= 0) {
        return Optional.empty();
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return newest.filter(message -> message.number() > number);
  }

  synchronized boolean isClosed() {
    return closed;
  }

  /** Nobody needs to wait any more. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }
}
