package io.memtracer.host.guest.build;

import java.time.Duration;

/** Told what a builder does. */
public interface BuildProgress {

  /** A step begins, such as "booting the guest". */
  void onStep(String step);

  /** It is done. */
  void onStepDone(String step, Duration took);

  /** Work that may fail with an exception of its own. */
  @FunctionalInterface
  interface Step<T, X extends Exception> {
    /** Does it. */
    T run() throws X;
  }

  /** Does a step and tells about it. */
  default <T, X extends Exception> T step(final String name, final Step<T, X> work) throws X {
    final long start = System.nanoTime();
    onStep(name);
    final T result = work.run();
    onStepDone(name, Duration.ofNanos(System.nanoTime() - start));
    return result;
  }
}
