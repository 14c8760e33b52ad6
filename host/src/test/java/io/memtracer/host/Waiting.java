package io.memtracer.host;

import java.util.function.BooleanSupplier;

/** Waits for what nobody tells of. */
public final class Waiting {

  private Waiting() {}

  /**
   * Asks again and again, until it is so.
   *
   * @throws IllegalStateException if the thread is interrupted, as a test is whose time is up
   */
  public static void until(final BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      if (Thread.interrupted()) {
        throw new IllegalStateException("interrupted before what the test waits for happened");
      }
      Thread.onSpinWait();
    }
  }
}
