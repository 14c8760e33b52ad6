package io.memtracer.plugins.reusedistance;

import io.memtracer.plugins.support.Kinds;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How often numbers came, by {@link LogBuckets} and {@link Kinds}. Not thread-safe. */
final class Counts {

  /** For each range of numbers a counter of each kind; fractions where counts have weights. */
  private final double[] counts = new double[LogBuckets.COUNT * Kinds.COUNT];

  void add(final int kind, final long number, final double weight) {
    counts[LogBuckets.of(number) * Kinds.COUNT + kind] += weight;
  }

  void add(final Counts other) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += other.counts[i];
    }
  }

  /** All of a kind. */
  double all(final int kind) {
    double all = 0;
    for (int i = kind; i < counts.length; i += Kinds.COUNT) {
      all += counts[i];
    }
    return all;
  }

  /** Those of a part, by range. */
  double[] of(final Kinds.Part part) {
    final double[] sums = new double[LogBuckets.COUNT];
    for (int i = 0; i < counts.length; i++) {
      sums[i / Kinds.COUNT] += part.has(i % Kinds.COUNT) ? counts[i] : 0;
    }
    return sums;
  }

  void save(final DataOutput out) throws IOException {
    for (final double count : counts) {
      out.writeDouble(count);
    }
  }

  void merge(final DataInput in) throws IOException {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += in.readDouble();
    }
  }
}
