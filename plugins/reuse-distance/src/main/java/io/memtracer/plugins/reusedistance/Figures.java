package io.memtracer.plugins.reusedistance;

import io.memtracer.plugins.support.Kinds;
import java.util.Optional;

/**
 * What was measured, as numbers about the whole trace.
 *
 * @param references all there were
 * @param tally what was counted of them
 * @param lineBytes bytes in a line
 * @param lines lines that were measured
 * @param sample how they were chosen; empty if they were all
 */
record Figures(
    References references, Tally tally, long lineBytes, long lines, Optional<Sample> sample) {

  /** Sizes with fewer measured lines than this say nothing. */
  private static final int FEWEST_LINES = 4;

  /**
   * How lines were chosen.
   *
   * @param lines how many are measured
   * @param inverseRate how many there are for each
   * @param factor what counts are multiplied with
   */
  record Sample(long lines, double inverseRate, double factor) {}

  static Figures exact(
      final References references, final Tally tally, final int lineShift, final long lines) {
    return new Figures(references, tally, 1L << lineShift, lines, Optional.empty());
  }

  static Figures sampled(
      final References references,
      final SampledTally tally,
      final int lineShift,
      final Sample sample) {
    return new Figures(references, tally, 1L << lineShift, sample.lines(), Optional.of(sample));
  }

  double factor() {
    return sample.map(Sample::factor).orElse(1.0);
  }

  /** The smallest cache that something can be said about, in lines. */
  long smallest() {
    return sample.map(one -> (long) Math.ceil(FEWEST_LINES * one.inverseRate())).orElse(1L);
  }

  /** First uses of lines. */
  double cold(final Kinds.Part part) {
    double sum = 0;
    for (int kind = 0; kind < Kinds.COUNT; kind++) {
      sum += part.has(kind) ? tally.cold()[kind] : 0;
    }
    return sum * factor();
  }

  /** Distances by {@link LogBuckets}. */
  double[] distances(final Kinds.Part part) {
    return scaled(tally.distances().of(part));
  }

  /** Reuse times by {@link LogBuckets}. */
  double[] times(final Kinds.Part part) {
    return scaled(tally.times().of(part));
  }

  private double[] scaled(final double[] counts) {
    final double factor = factor();
    for (int i = 0; i < counts.length; i++) {
      counts[i] *= factor;
    }
    return counts;
  }

  /** How many of a part's references miss in caches of all sizes. */
  MissCurve curve(final Kinds.Part part) {
    return new MissCurve(distances(part), cold(part), (double) references.of(part));
  }
}
