package io.memtracer.host.guest.agent;

import io.memtracer.host.status.TraceException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** How much standard input may still be sent before the program must have read some. */
final class AgentInput {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private int window = AgentFrames.STDIN_WINDOW_BYTES;
  private boolean over;

  /**
   * Waits until something may be sent, and claims it.
   *
   * @return how many of the wanted bytes may be sent; 0 if nobody will ever read them
   */
  int claim(final int wanted) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (window == 0 && !over) {
        changed.await();
      }
      final int claimed = over ? 0 : Math.min(wanted, window);
      window -= claimed;
      return claimed;
    } finally {
      lock.unlock();
    }
  }

  /** The program has read some. */
  void taken(final int bytes) {
    lock.lock();
    try {
      if (bytes < 0 || bytes > AgentFrames.STDIN_WINDOW_BYTES - window) {
        throw TraceException.guest(
            "the guest took %d bytes of standard input, but only %d were sent"
                .formatted(Integer.toUnsignedLong(bytes), AgentFrames.STDIN_WINDOW_BYTES - window));
      }
      window += bytes;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The program has ended. */
  void end() {
    lock.lock();
    try {
      over = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
