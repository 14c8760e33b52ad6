package io.memtracer.plugins.reusedistance;

import io.memtracer.plugins.support.Kinds;

/**
 * How far a sampled curve may be off. Two things are left to chance: which uses are counted, and
 * how many of the lines between two uses. Of the first tells how much groups of lines differ; the
 * other moves the curve along its axis, as far as the number of measured lines in a cache of that
 * size may differ from what is expected.
 */
final class SamplingError {

  /** Standard errors that are rarely exceeded. */
  private static final double DEVIATIONS = 2;

  private final Figures figures;
  private final Figures.Sample sample;
  private final MissCurve curve;
  private final MissCurve[] groups = new MissCurve[LineHash.GROUPS];

  SamplingError(final Figures figures) {
    this.figures = figures;
    sample = figures.sample().orElseThrow();
    curve = figures.curve(Kinds.Part.TOTAL);
    final SampledTally tally = (SampledTally) figures.tally();
    for (int group = 0; group < groups.length; group++) {
      groups[group] =
          new MissCurve(tally.distancesOf(group), tally.coldOf(group), curve.references());
    }
  }

  /** Of a number of sizes the mean of what their miss ratios may be off. */
  double mean(final int from, final int to) {
    double sum = 0;
    for (int size = from; size <= to; size++) {
      sum += at(size);
    }
    return sum / (to - from + 1);
  }

  private double at(final int size) {
    return DEVIATIONS * standardError(size) + shift(size);
  }

  private double standardError(final int size) {
    double mean = 0;
    for (final MissCurve group : groups) {
      mean += group.misses(size) / groups.length;
    }
    double squares = 0;
    for (final MissCurve group : groups) {
      final double difference = group.misses(size) - mean;
      squares += difference * difference;
    }
    final double variance = squares * groups.length / (groups.length - 1);
    return Math.sqrt(variance) * figures.factor() / Math.max(1, curve.references());
  }

  private double shift(final int size) {
    final long lines = LogBuckets.low(size);
    final double deviation =
        DEVIATIONS
            * Math.sqrt((double) lines * sample.inverseRate() * (1 - 1 / sample.inverseRate()));
    final int smaller = LogBuckets.of((long) Math.max(0, (double) lines - deviation));
    final int larger =
        Math.min(LogBuckets.of((long) ((double) lines + deviation)) + 1, LogBuckets.COUNT);
    final double here = curve.ratio(size);
    return Math.max(curve.ratio(smaller) - here, here - curve.ratio(larger));
  }
}
