package io.memtracer.plugins.hotspots;

import io.memtracer.api.RecordBatch;
import io.memtracer.plugins.support.Reach;

/** Tells how many lines accesses go on to, beside that of their first byte. */
final class Crossings {

  private final int lineShift;

  private final int[] reach = Reach.table();

  Crossings(final int lineShift) {
    this.lineShift = lineShift;
  }

  /** Of all accesses of a batch. */
  long of(final RecordBatch batch) {
    final int[] bytes = reach;
    final int shift = lineShift;
    final long inLine = (1L << shift) - 1;
    long sum = 0;
    for (int i = 0; i < batch.size(); i++) {
      sum += ((batch.address(i) & inLine) + bytes[(int) batch.word(i) & Reach.MASK]) >>> shift;
    }
    return sum;
  }
}
