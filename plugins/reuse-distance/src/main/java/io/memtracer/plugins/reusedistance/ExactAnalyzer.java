package io.memtracer.plugins.reusedistance;

import io.memtracer.api.Mergeable;
import io.memtracer.api.RecordBatch;
import io.memtracer.api.RecordWord;
import io.memtracer.plugins.support.AddressSpaces;
import io.memtracer.plugins.support.Kinds;

/**
 * Measures every reference.
 *
 * <p>Many accesses are to the line used last. These have the distance 0 and the reuse time 1; a
 * loop without calls passes over them, and how many there were is the difference to all.
 */
final class ExactAnalyzer extends ReuseAnalyzer implements Mergeable {

  ExactAnalyzer(final int lineShift) {
    super(lineShift, new Tally());
  }

  @Override
  int skip(final RecordBatch batch, final int from, final long space) {
    final int shift = lineShift;
    final long newest = meter.stack().newest();
    final int size = batch.size();
    int i = from;
    for (; i < size; i++) {
      final long address = AddressSpaces.apart(batch.address(i), space);
      final long last = address + RecordWord.size(batch.word(i)) - 1;
      if ((((address >>> shift) ^ newest) | ((last >>> shift) ^ newest)) != 0) {
        break;
      }
    }
    return i;
  }

  @Override
  void reference(final long line, final int kind, final long now) {
    if (line != meter.stack().newest()) {
      meter.stack().newestAt(now - 1);
      meter.use(line, kind, now);
    }
  }

  @Override
  void batchEnds() {
    meter.stack().newestAt(references.all() - 1);
  }

  /** What was passed over was counted only with all. */
  @Override
  Figures figures() {
    final Tally tally = meter.tally().copy();
    for (int kind = 0; kind < Kinds.COUNT; kind++) {
      tally.repeated(kind, (double) references.of(kind) - tally.all(kind));
    }
    return Figures.exact(references, tally, lineShift, meter.stack().size());
  }
}
