package io.memtracer.host.report.saved;

import java.util.Arrays;
import java.util.List;

/**
 * What a figure is in several runs of the same.
 *
 * @param median of an even number of runs the mean of the two in the middle
 * @param low the least
 * @param high the most
 */
public record Spread(double median, double low, double high) {

  /** Of at least one value. */
  static Spread of(final List<Number> values) {
    final double[] sorted = values.stream().mapToDouble(Number::doubleValue).sorted().toArray();
    final int middle = sorted.length / 2;
    final double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Spread(median, sorted[0], Arrays.stream(sorted).max().orElseThrow());
  }

  /** Whether no run of one kind is where one of the other is. */
  boolean isApartFrom(final Spread other) {
    return high < other.low || other.high < low;
  }
}
