package io.memtracer.host.report.text;

import io.memtracer.api.result.Axis;
import java.util.List;

/** Where values lie on an axis. */
final class Drawing {

  private final boolean log;
  private final double low;
  private final double high;

  private Drawing(final boolean log, final double low, final double high) {
    this.log = log;
    this.low = low;
    this.high = high;
  }

  /**
   * An axis that holds all values of some lines. A linear one has 0 on it; a logarithmic one begins
   * with the smallest value above 0.
   */
  static Drawing of(final Axis axis, final List<List<Double>> lines) {
    final boolean log = axis.scale() == Axis.Scale.LOG;
    double low = log ? Double.POSITIVE_INFINITY : 0;
    double high = log ? Double.NEGATIVE_INFINITY : 0;
    for (final List<Double> line : lines) {
      for (final double value : line) {
        if (!log || value > 0) {
          low = Math.min(low, value);
          high = Math.max(high, value);
        }
      }
    }
    return low > high ? new Drawing(false, 0, 0) : new Drawing(log, low, high);
  }

  /** An axis from one value to another. */
  static Drawing between(final Axis axis, final double low, final double high) {
    final boolean log = axis.scale() == Axis.Scale.LOG && high > 0;
    return new Drawing(log, log && low <= 0 ? Math.min(1, high) : low, high);
  }

  double low() {
    return low;
  }

  double high() {
    return high;
  }

  /** Where a value lies: 0 at the low end, 1 at the high one. */
  double share(final double value) {
    if (high == low) {
      return 0;
    }
    final double share =
        log
            ? Math.log(Math.max(value, low) / low) / Math.log(high / low)
            : (value - low) / (high - low);
    return Math.max(0, Math.min(1, share));
  }
}
