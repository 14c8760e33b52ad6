package io.memtracer.host.session;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Does something ten times a second, on a thread of its own, until it is stopped. */
final class Ticker {

  private static final long PERIOD_MILLIS = 100;

  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            final Thread thread = new Thread(task, "trace-progress");
            thread.setDaemon(true);
            return thread;
          });

  private Ticker() {}

  static Ticker start(final Runnable tick) {
    final Ticker ticker = new Ticker();
    // Its future is not looked at: what a tick finds wrong it says through its own means.
    final Object unused =
        ticker.executor.scheduleAtFixedRate(
            tick, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    return ticker;
  }

  /** After this no tick is under way, and none will begin. */
  void stop() {
    executor.shutdown();
    try {
      executor.awaitTermination(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
