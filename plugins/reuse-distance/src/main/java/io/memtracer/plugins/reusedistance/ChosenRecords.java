package io.memtracer.plugins.reusedistance;

import io.memtracer.api.RecordBatch;

/**
 * Chooses the records of a batch that a sample has to look at: those in a chosen line, and those
 * that go on to another one. Of the first of two loops without calls the JIT can make vector
 * instructions. Not thread-safe.
 */
final class ChosenRecords {

  private static final int SIZES = 8;

  private final LineHash hash;
  private final long inLine;

  /** By the three bits of a word, how far into a line an access may begin that stays in it. */
  private final long[] limits = new long[SIZES];

  private long[] values = new long[0];
  private int[] indices = new int[0];

  ChosenRecords(final int lineShift, final LineHash hash) {
    this.hash = hash;
    inLine = (1L << lineShift) - 1;
    for (int size = 0; size < SIZES; size++) {
      limits[size] = (1L << lineShift) - (1L << size);
    }
  }

  /**
   * Goes over a batch.
   *
   * @param below lines with a lower value are chosen
   * @return how many records have to be looked at
   */
  int choose(final RecordBatch batch, final long space, final long below) {
    final int count = batch.size();
    if (values.length < count) {
      values = new long[count];
      indices = new int[count];
    }
    final long[] of = values;
    hash.values(batch, space, of);
    final int[] chosen = indices;
    final long[] last = limits;
    final long mask = inLine;
    int found = 0;
    for (int i = 0; i < count; i++) {
      final int size = (int) batch.word(i) & (SIZES - 1);
      if (of[i] < below || (batch.address(i) & mask) > last[size]) {
        chosen[found++] = i;
      }
    }
    return found;
  }

  /** Which record it is in its batch. */
  int index(final int chosen) {
    return indices[chosen];
  }
}
