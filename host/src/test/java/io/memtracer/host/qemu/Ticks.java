package io.memtracer.host.qemu;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * A clock for what must not take longer than a second. It counts naps of a hundredth of a second,
 * and so goes slower, or stands still, when the machine has no time for us.
 */
public final class Ticks implements AutoCloseable {

  private static final int NAP_MILLIS = 10;
  private static final int IN_A_SECOND = 1000 / NAP_MILLIS;

  private final AtomicInteger ticks = new AtomicInteger();
  private final Thread thread = new Thread(this::count, "ticks");

  private Ticks() {}

  /** Begins to count. */
  public static Ticks start() {
    final Ticks ticks = new Ticks();
    ticks.thread.setDaemon(true);
    ticks.thread.start();
    return ticks;
  }

  private void count() {
    try {
      while (true) {
        Thread.sleep(NAP_MILLIS);
        ticks.incrementAndGet();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether it was started less than a second ago. */
  public void assertWithinASecond() {
    final int counted = ticks.get();
    assertTrue(counted < IN_A_SECOND, "it took at least " + counted * NAP_MILLIS + " ms");
  }

  /** Ends it. */
  @Override
  public void close() {
    thread.interrupt();
  }
}
