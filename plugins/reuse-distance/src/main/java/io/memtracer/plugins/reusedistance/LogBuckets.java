package io.memtracer.plugins.reusedistance;

/**
 * Ranges of numbers, finer where they are small: each number below 32 has one of its own, and
 * between a power of two and the next there are 16 of equal width.
 */
final class LogBuckets {

  private static final int EXACT_LOG2 = 5;
  private static final int PARTS_LOG2 = EXACT_LOG2 - 1;
  private static final int EXACT = 1 << EXACT_LOG2;
  private static final int PARTS = 1 << PARTS_LOG2;

  /** How many ranges there are for all numbers that aren't negative. */
  static final int COUNT = EXACT + (Long.SIZE - 1 - EXACT_LOG2) * PARTS;

  private LogBuckets() {}

  /** The range that a number is in, without a branch. */
  static int of(final long number) {
    final int shift = Long.SIZE - 1 - PARTS_LOG2 - Long.numberOfLeadingZeros(number | PARTS);
    return (shift << PARTS_LOG2) + (int) (number >>> shift);
  }

  /** The least number of a range. */
  static long low(final int bucket) {
    if (bucket < EXACT) {
      return bucket;
    }
    final int shift = (bucket >>> PARTS_LOG2) - 1;
    return (long) (PARTS | (bucket & (PARTS - 1))) << shift;
  }
}
