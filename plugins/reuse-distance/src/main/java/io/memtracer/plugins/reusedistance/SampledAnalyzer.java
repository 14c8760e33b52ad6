package io.memtracer.plugins.reusedistance;

import io.memtracer.api.RecordBatch;

/**
 * Measures the references to some lines, that are chosen by a hash: C. A. Waldspurger, N. Park, A.
 * Garthwaite, I. Ahmad, "Efficient MRC construction with SHARDS", FAST 2015. Where one line of a
 * hundred is measured, a hundredth of the lines lies between two uses of it.
 */
abstract class SampledAnalyzer extends ReuseAnalyzer {

  final LineHash hash;

  private final ChosenRecords chosen;

  /** Lines with a value below it are measured. */
  private long threshold;

  SampledAnalyzer(final int lineShift, final LineHash hash, final long threshold) {
    super(lineShift, new SampledTally(hash));
    this.hash = hash;
    chosen = new ChosenRecords(lineShift, hash);
    this.threshold = threshold;
  }

  @Override
  final void measure(final RecordBatch batch, final long space, final long before) {
    long now = before;
    final int count = chosen.choose(batch, space, threshold);
    for (int i = 0; i < count; i++) {
      final int index = chosen.index(i);
      now += access(batch, index, space, now + index);
    }
  }

  @Override
  final void reference(final long line, final int kind, final long now) {
    final long value = LineHash.value(hash.mix(line));
    if (value < threshold && meter.use(line, kind, now)) {
      added(line, value);
    }
  }

  /** A line is measured from now on. */
  void added(final long line, final long value) {}

  /** Measures fewer lines from now on. */
  final void lower(final long newThreshold) {
    threshold = newThreshold;
  }

  /** How many lines there are for each that is measured. */
  final double inverseRate() {
    return (double) LineHash.VALUES / threshold;
  }
}
