package io.memtracer.plugins.reusedistance;

import io.memtracer.plugins.support.Kinds;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How often numbers came, by {@link LogBuckets} and {@link Kinds}. Not thread-safe. */
final class Counts {

  /** For each range of numbers a counter of each kind; fractions where counts have weights. */
  private final double[] counts = new double[LogBuckets.COUNT * Kinds.COUNT];

  /** What was counted besides, for loops without calls: {@link #place} says where. */
  final long[] ones = new long[counts.length];

  void add(final int kind, final long number, final double weight) {
    counts[place(kind, number)] += weight;
  }

  /** Where a number is counted. */
  static int place(final int kind, final long number) {
    return LogBuckets.of(number) * Kinds.COUNT + kind;
  }

  void add(final Counts other) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += other.at(i);
    }
  }

  private double at(final int place) {
    return counts[place] + (double) ones[place];
  }

  /** All of a kind. */
  double all(final int kind) {
    double all = 0;
    for (int i = kind; i < counts.length; i += Kinds.COUNT) {
      all += at(i);
    }
    return all;
  }

  /** Those of a part, by range. */
  double[] of(final Kinds.Part part) {
    final double[] sums = new double[LogBuckets.COUNT];
    for (int i = 0; i < counts.length; i++) {
      sums[i / Kinds.COUNT] += part.has(i % Kinds.COUNT) ? at(i) : 0;
    }
    return sums;
  }

  void save(final DataOutput out) throws IOException {
    for (int i = 0; i < counts.length; i++) {
      out.writeDouble(at(i));
    }
  }

  void merge(final DataInput in) throws IOException {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += in.readDouble();
    }
  }
}
