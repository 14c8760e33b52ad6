package io.memtracer.cluster;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Waits for Spark's executors. Spark says that it has connected before it has any, and only knows
 * how many cores there are, by which traces are cut, when they have come.
 */
final class AwaitedExecutors {

  private static final String PARALLELISM = "spark.default.parallelism";

  /** After that it goes on with what there is. */
  private static final long MOST_NANOS = Duration.ofSeconds(30).toNanos();

  /** They start at the same time: when none has come for so long, there are no more. */
  private static final long QUIET_NANOS = Duration.ofSeconds(1).toNanos();

  private static final long STEP_NANOS = Duration.ofMillis(50).toNanos();

  private AwaitedExecutors() {}

  /** Waits until they have come, unless it was said how many cores to count on. */
  static void await(final JavaSparkContext context) {
    if (context.getConf().contains(PARALLELISM)) {
      return;
    }
    final long begin = System.nanoTime();
    long changed = begin;
    int known = 0;
    long now = begin;
    while (now - begin < MOST_NANOS && (known == 0 || now - changed < QUIET_NANOS)) {
      LockSupport.parkNanos(STEP_NANOS);
      now = System.nanoTime();
      final int there = count(context);
      if (there != known) {
        known = there;
        changed = now;
      }
    }
  }

  /** All that can hold data are executors, but for the driver. */
  private static int count(final JavaSparkContext context) {
    return context.sc().getExecutorMemoryStatus().size() - 1;
  }
}
