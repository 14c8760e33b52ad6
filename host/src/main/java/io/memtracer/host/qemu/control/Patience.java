package io.memtracer.host.qemu.control;

import io.memtracer.host.status.TraceException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * How long to wait for something in the control page, which tells nobody that it changed: one has
 * to look, at first at once and then ever more seldom.
 *
 * @param bound how long to wait while nothing changes
 * @param progress something that changes while it is worth waiting
 * @param aliveCheck called now and then; throws if QEMU is gone
 */
record Patience(Duration bound, LongSupplier progress, Runnable aliveCheck) {

  private static final int SPINS = 100;
  private static final long MIN_PARK_NANOS = 20_000;
  private static final long MAX_PARK_NANOS = 1_000_000;

  /**
   * Waits.
   *
   * @param what QEMU is to do, in words
   * @throws TraceException guest error if the time is up, or the thread was interrupted
   */
  void await(final BooleanSupplier condition, final String what) {
    long deadline = System.nanoTime() + bound.toNanos();
    long before = progress.getAsLong();
    long parkNanos = MIN_PARK_NANOS;
    for (int i = 0; !condition.getAsBoolean(); i++) {
      if (i < SPINS) {
        Thread.onSpinWait();
        continue;
      }
      aliveCheck.run();
      if (Thread.currentThread().isInterrupted()) {
        throw TraceException.guest("interrupted while QEMU was to " + what);
      }
      if (System.nanoTime() - deadline > 0) {
        final long now = progress.getAsLong();
        if (now == before) {
          throw TraceException.guest(
              "QEMU did not " + what + " within " + bound.toMillis() / 1000.0 + " s");
        }
        before = now;
        deadline = System.nanoTime() + bound.toNanos();
      }
      LockSupport.parkNanos(parkNanos);
      parkNanos = Math.min(MAX_PARK_NANOS, 2 * parkNanos);
    }
  }
}
