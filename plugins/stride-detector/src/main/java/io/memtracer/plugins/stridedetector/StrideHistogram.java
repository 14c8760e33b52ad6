package io.memtracer.plugins.stridedetector;

import io.memtracer.api.result.Bucket;
import java.util.ArrayList;
import java.util.List;

/** Strides: each one up to 64 bytes by itself, then ranges between powers of two. */
final class StrideHistogram {

  private static final int EXACT = 64;
  private static final int POSITIVE = 2 * EXACT + 1;
  private static final int NEGATIVE = POSITIVE + Long.SIZE;
  private static final int BUCKETS = NEGATIVE + Long.SIZE;

  private final long[] counts = new long[BUCKETS];

  void add(final long stride, final long times) {
    counts[bucket(stride)] += times;
  }

  /** Without a branch, since nobody can predict it: neither the sign nor whether it is exact. */
  private static int bucket(final long stride) {
    final long sign = stride >> (Long.SIZE - 1);
    final long distance = (stride ^ sign) - sign;
    final int log2 = Long.SIZE - 1 - Long.numberOfLeadingZeros(distance);
    final int range = POSITIVE + log2 + ((int) sign & Long.SIZE);
    final int exact = (int) stride + EXACT;
    final int isRange = (int) ((EXACT - distance) >> (Long.SIZE - 1));
    return (range & isRange) | (exact & ~isRange);
  }

  /** The same, that can be added to without changing this. */
  StrideHistogram copy() {
    return plus(new StrideHistogram());
  }

  /** What both counted. */
  StrideHistogram plus(final StrideHistogram other) {
    final StrideHistogram sum = new StrideHistogram();
    for (int i = 0; i < BUCKETS; i++) {
      sum.counts[i] = counts[i] + other.counts[i];
    }
    return sum;
  }

  /** Those that aren't empty, ascending. */
  List<Bucket> buckets() {
    final List<Bucket> buckets = new ArrayList<>();
    addIfAny(buckets, Long.MIN_VALUE, Long.MIN_VALUE, counts[NEGATIVE + Long.SIZE - 1]);
    for (int log2 = Long.SIZE - 2; log2 >= 0; log2--) {
      addIfAny(buckets, -high(log2), -low(log2), counts[NEGATIVE + log2]);
    }
    for (int stride = -EXACT; stride <= EXACT; stride++) {
      addIfAny(buckets, stride, stride, counts[stride + EXACT]);
    }
    for (int log2 = 0; log2 < Long.SIZE - 1; log2++) {
      addIfAny(buckets, low(log2), high(log2), counts[POSITIVE + log2]);
    }
    return buckets;
  }

  private static long low(final int log2) {
    return Math.max(EXACT + 1, 1L << log2);
  }

  private static long high(final int log2) {
    return (2L << log2) - 1;
  }

  private static void addIfAny(
      final List<Bucket> buckets, final long low, final long high, final long count) {
    if (count > 0) {
      buckets.add(new Bucket(low, high, count));
    }
  }
}
