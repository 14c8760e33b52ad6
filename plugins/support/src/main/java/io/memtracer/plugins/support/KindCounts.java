package io.memtracer.plugins.support;

import io.memtracer.api.RecordBatch;

/**
 * How many accesses there were of each of the {@link Kinds}. Eight small counters in a register are
 * faster than eight in memory: those that many records add to wait for themselves. Not thread-safe.
 */
public final class KindCounts {

  /** Bits of a counter of which eight fit into a long. */
  private static final int SMALL_BITS = 8;

  /** More accesses than a small counter can hold are counted in parts. */
  private static final int SMALL_MAX = (1 << SMALL_BITS) - 1;

  /** Brings the bits of {@link Kinds} in a word to where they are a multiple of 8. */
  private static final int SMALL_SHIFT = Kinds.SHIFT - 3;

  private static final int SMALL_MASK = (Kinds.COUNT - 1) << 3;

  private final long[] counts = new long[Kinds.COUNT];

  /** Makes counts of nothing. */
  public KindCounts() {}

  /**
   * Counts records.
   *
   * @param batch where they are
   * @param from the first
   * @param to behind the last
   */
  public void add(final RecordBatch batch, final int from, final int to) {
    int i = from;
    while (i < to) {
      final int end = Math.min(to, i + SMALL_MAX);
      long small = 0;
      for (; i < end; i++) {
        small += 1L << ((int) (batch.word(i) >>> SMALL_SHIFT) & SMALL_MASK);
      }
      for (int kind = 0; kind < Kinds.COUNT; kind++) {
        counts[kind] += (small >>> (kind * SMALL_BITS)) & SMALL_MAX;
      }
    }
  }

  /**
   * How many there were of all kinds.
   *
   * @return 0 or more
   */
  public long all() {
    return Kinds.Part.TOTAL.all(counts);
  }

  /**
   * The counts themselves, for adding to them and for {@link Kinds.Part}.
   *
   * @return one for each kind
   */
  public long[] counts() {
    return counts;
  }
}
