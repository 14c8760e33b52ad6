package io.memtracer.testkit;

import java.util.Random;

/** How a trace is cut into batches: an analyzer's result must not depend on it. */
@FunctionalInterface
public interface Partition {

  /**
   * How long the next batch is.
   *
   * @param remaining records that are left, at least 1
   * @return 1 to {@code remaining}
   */
  int next(int remaining);

  /**
   * Everything in one batch.
   *
   * @return the partition
   */
  static Partition whole() {
    return remaining -> remaining;
  }

  /**
   * Batches of one record.
   *
   * @return the partition
   */
  static Partition singles() {
    return remaining -> 1;
  }

  /**
   * Batches of equal length, the last one shorter.
   *
   * @param records in a batch, at least 1
   * @return the partition
   */
  static Partition fixed(final int records) {
    return remaining -> Math.min(records, remaining);
  }

  /**
   * Batches of any length, short ones as likely as long ones.
   *
   * @param random where chance comes from
   * @return the partition, good for one replay
   */
  static Partition random(final Random random) {
    return remaining -> 1 + random.nextInt(Math.min(remaining, 1 << random.nextInt(16)));
  }
}
