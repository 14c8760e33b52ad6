package io.memtracer.plugins.hotspots;

import io.memtracer.plugins.support.LongTable;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.LongUnaryOperator;

/**
 * Exact counts of lines, of which 64 neighbours are a block: a {@link Quarters} of counters for
 * each. There is a limit to the number of blocks. Not thread-safe.
 */
final class Lines {

  static final int BLOCK_LOG2 = 6;

  private static final int BLOCK_COUNTERS = Quarters.COUNT << BLOCK_LOG2;
  private static final int FIRST_BLOCKS = 64;

  /** An array has no room for more. */
  private static final int MAX_BLOCKS = 1 << 22;

  long[] counters = new long[FIRST_BLOCKS * BLOCK_COUNTERS];

  private final LongTable blocks = new LongTable();
  private final int limit;

  /**
   * Makes an empty one.
   *
   * @param limit lines that are counted at most; 0: all
   */
  Lines(final int limit) {
    this.limit = limit == 0 ? Integer.MAX_VALUE : Math.max(1, limit >>> BLOCK_LOG2);
  }

  /**
   * Looks for a block, and makes one if there is room.
   *
   * @param key of the block
   * @return where its counters begin; -1 if it is one too many
   */
  int find(final long key) {
    final int slot = blocks.find(key);
    long found = blocks.value(slot);
    if (found == 0) {
      if (blocks.size() == limit) {
        return -1;
      }
      if (blocks.size() == MAX_BLOCKS) {
        throw new IllegalStateException(
            "more than %d lines: count so many at most, by the option limit"
                .formatted((long) MAX_BLOCKS << BLOCK_LOG2));
      }
      found = blocks.size() * (long) BLOCK_COUNTERS + 1;
      if (found > counters.length) {
        counters = Arrays.copyOf(counters, 2 * counters.length);
      }
      blocks.insert(slot, key, found);
    }
    return (int) found - 1;
  }

  /** How many blocks there are. */
  int size() {
    return blocks.size();
  }

  /** Sees lines that were accessed. */
  interface Visitor {
    void line(long key, int counter);
  }

  /** Shows each line's key, and where its counters are. */
  void forEach(final Visitor visitor) {
    blocks.forEach(
        (block, found) -> {
          for (int i = 0; i < 1 << BLOCK_LOG2; i++) {
            final int counter = (int) found - 1 + i * Quarters.COUNT;
            if (total(counter) > 0) {
              visitor.line((block << BLOCK_LOG2) | i, counter);
            }
          }
        });
  }

  /** Writes down what was counted: of a block its key, which lines came, and their counters. */
  void save(final DataOutput out) throws IOException {
    out.writeInt(size());
    blocks.forEach((block, found) -> save(block, (int) found - 1, out));
  }

  private void save(final long block, final int first, final DataOutput out) throws IOException {
    out.writeLong(block);
    long came = 0;
    for (int i = 0; i < 1 << BLOCK_LOG2; i++) {
      came |= total(first + i * Quarters.COUNT) > 0 ? 1L << i : 0;
    }
    out.writeLong(came);
    for (int i = 0; i < BLOCK_COUNTERS; i++) {
      if ((came >>> (i / Quarters.COUNT) & 1) != 0) {
        out.writeLong(counters[first + i]);
      }
    }
  }

  /**
   * Adds what {@link #save} wrote of others that have no limit either.
   *
   * @param keys of their blocks, to keys here
   */
  void add(final DataInput in, final LongUnaryOperator keys) throws IOException {
    for (int left = in.readInt(); left > 0; left--) {
      final int first = find(keys.applyAsLong(in.readLong()));
      final long came = in.readLong();
      for (int i = 0; i < BLOCK_COUNTERS; i++) {
        if ((came >>> (i / Quarters.COUNT) & 1) != 0) {
          counters[first + i] += in.readLong();
        }
      }
    }
  }

  private long total(final int counter) {
    return counters[counter]
        + counters[counter + 1]
        + counters[counter + 2]
        + counters[counter + 3];
  }
}
