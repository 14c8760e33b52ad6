package io.memtracer.plugins.support;

import io.memtracer.api.RecordBatch;
import java.util.Arrays;

/**
 * How many accesses there were of each of the {@link Kinds}. Eight small counters in a register are
 * faster than eight in memory: those that many records add to wait for themselves. Not thread-safe.
 */
public final class KindCounts {

  /** Bits of a counter of which eight fit into a long. */
  private static final int SMALL_BITS = 8;

  /** More accesses than a small counter can hold are counted in parts. */
  private static final int SMALL_MAX = (1 << SMALL_BITS) - 1;

  /** For each kind a one in its small counter: faster to look up than to shift there. */
  private static final long[] ONES = new long[Kinds.COUNT];

  static {
    Arrays.setAll(ONES, kind -> 1L << (kind * SMALL_BITS));
  }

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
        small += ONES[Kinds.of(batch.word(i))];
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
