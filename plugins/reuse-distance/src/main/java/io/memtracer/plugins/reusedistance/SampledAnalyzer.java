package io.memtracer.plugins.reusedistance;

import io.memtracer.api.RecordBatch;
import io.memtracer.api.RecordWord;
import io.memtracer.plugins.support.AddressSpaces;

/**
 * Measures the references to some lines, that are chosen by a hash: C. A. Waldspurger, N. Park, A.
 * Garthwaite, I. Ahmad, "Efficient MRC construction with SHARDS", FAST 2015. Where one line of a
 * hundred is measured, a hundredth of the lines lies between two uses of it.
 */
abstract class SampledAnalyzer extends ReuseAnalyzer {

  final LineHash hash;

  /** Lines with a value below it are measured. */
  private long threshold;

  SampledAnalyzer(final int lineShift, final LineHash hash, final long threshold) {
    super(lineShift, new SampledTally(hash));
    this.hash = hash;
    this.threshold = threshold;
  }

  @Override
  final int skip(final RecordBatch batch, final int from, final long space) {
    final int shift = lineShift;
    final LineHash chance = hash;
    final long below = threshold;
    final int size = batch.size();
    int i = from;
    for (; i < size; i++) {
      final long address = AddressSpaces.apart(batch.address(i), space);
      final long line = address >>> shift;
      final long last = address + RecordWord.size(batch.word(i)) - 1;
      if (LineHash.value(chance.mix(line)) < below || line != last >>> shift) {
        break;
      }
    }
    return i;
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
