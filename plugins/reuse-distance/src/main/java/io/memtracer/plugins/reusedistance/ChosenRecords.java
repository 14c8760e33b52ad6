package io.memtracer.plugins.reusedistance;

import io.memtracer.api.RecordBatch;

/**
 * Chooses the records of a batch that a sample has to look at: those in a chosen line, and those
 * that go on to another one. Of the first of two loops without calls the JIT can make vector
 * instructions. Not thread-safe.
 */
final class ChosenRecords {

  /** Records that are looked at together: what is known of them stays in the nearest cache. */
  static final int MOST = 1 << 10;

  private static final int SIZES = 8;

  private final LineHash hash;
  private final long inLine;

  /** By the three bits of a word, how far into a line an access may begin that stays in it. */
  private final long[] limits = new long[SIZES];

  private final long[] values = new long[MOST];
  private final int[] indices = new int[MOST];

  ChosenRecords(final int lineShift, final LineHash hash) {
    this.hash = hash;
    inLine = (1L << lineShift) - 1;
    for (int size = 0; size < SIZES; size++) {
      limits[size] = (1L << lineShift) - (1L << size);
    }
  }

  /**
   * Goes over up to {@link #MOST} records.
   *
   * @param below lines with a lower value are chosen
   * @return how many have to be looked at
   */
  int choose(final RecordBatch batch, final int from, final long space, final long below) {
    final int count = Math.min(MOST, batch.size() - from);
    final long[] of = values;
    hash.values(batch, from, count, space, of);
    final int[] chosen = indices;
    final long[] last = limits;
    final long mask = inLine;
    int found = 0;
    for (int i = 0; i < count; i++) {
      final int size = (int) batch.word(from + i) & (SIZES - 1);
      if (of[i] < below || (batch.address(from + i) & mask) > last[size]) {
        chosen[found++] = from + i;
      }
    }
    return found;
  }

  /** Which record it is in its batch. */
  int index(final int chosen) {
    return indices[chosen];
  }
}
