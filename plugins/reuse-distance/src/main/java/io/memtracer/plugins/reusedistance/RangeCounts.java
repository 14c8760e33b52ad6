package io.memtracer.plugins.reusedistance;

import io.memtracer.api.result.Bucket;
import java.util.ArrayList;
import java.util.List;

/** What can be said of counts by {@link LogBuckets}. */
final class RangeCounts {

  private RangeCounts() {}

  /** The least number of the range in which that many per cent are reached; 0 without any. */
  static long percentile(final double[] counts, final int percent) {
    double all = 0;
    for (final double count : counts) {
      all += count;
    }
    double left = all * percent / 100;
    int range = 0;
    while (range < counts.length - 1 && counts[range] < left) {
      left -= counts[range];
      range++;
    }
    return all == 0 ? 0 : LogBuckets.low(range);
  }

  /** 0, 1, and from each power of two to the next. */
  static List<Bucket> buckets(final double[] counts) {
    final double[] byLength = new double[Long.SIZE];
    for (int range = 0; range < counts.length; range++) {
      byLength[Long.SIZE - Long.numberOfLeadingZeros(LogBuckets.low(range))] += counts[range];
    }
    final List<Bucket> buckets = new ArrayList<>();
    for (int length = 0; length < byLength.length; length++) {
      final long count = Math.round(byLength[length]);
      if (count > 0) {
        final long low = length == 0 ? 0 : 1L << (length - 1);
        buckets.add(new Bucket(low, length == 0 ? 0 : 2 * low - 1, count));
      }
    }
    return buckets;
  }
}
