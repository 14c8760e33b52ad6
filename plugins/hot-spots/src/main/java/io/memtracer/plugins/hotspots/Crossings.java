package io.memtracer.plugins.hotspots;

import io.memtracer.api.RecordBatch;

/** Tells how many lines accesses go on to, beside that of their first byte. */
final class Crossings {

  private static final int SIZES = 8;

  private final int lineShift;

  /** By the three bits that a word has for the size, how far away the last byte is. */
  private final long[] toLast = new long[SIZES];

  Crossings(final int lineShift) {
    this.lineShift = lineShift;
    for (int size = 0; size < SIZES; size++) {
      toLast[size] = (1L << size) - 1;
    }
  }

  /** Of all accesses of a batch. */
  long of(final RecordBatch batch) {
    final long[] last = toLast;
    final int shift = lineShift;
    final long inLine = (1L << shift) - 1;
    long sum = 0;
    for (int i = 0; i < batch.size(); i++) {
      sum += ((batch.address(i) & inLine) + last[(int) batch.word(i) & (SIZES - 1)]) >>> shift;
    }
    return sum;
  }
}
