package io.memtracer.plugins.hotspots;

import io.memtracer.plugins.support.InstructionKeys;
import io.memtracer.plugins.support.LongTable;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * How many accesses each instruction made. Those that came lately have a place of their own, where
 * they are counted without a table. Not thread-safe.
 */
final class Sites {

  private static final int NEAR_LOG2 = 11;
  private static final long GOLDEN_RATIO = 0x9e37_79b9_7f4a_7c15L;

  /** {@link InstructionKeys}, that aren't 0. */
  final long[] nearKeys;

  final long[] nearCounts;

  private final LongTable table;
  private final int limit;
  private long untracked;

  /**
   * Makes an empty one.
   *
   * @param limit instructions that are counted apart at most; 0: all
   */
  Sites(final int limit) {
    this.limit = limit == 0 ? Integer.MAX_VALUE : limit;
    table = new LongTable();
    nearKeys = new long[1 << NEAR_LOG2];
    nearCounts = new long[1 << NEAR_LOG2];
  }

  private Sites(final Sites other) {
    limit = other.limit;
    table = other.table.copy();
    nearKeys = other.nearKeys.clone();
    nearCounts = other.nearCounts.clone();
    untracked = other.untracked;
  }

  /** The same, that can be looked at without changing these. */
  Sites copy() {
    return new Sites(this);
  }

  /** Where an instruction would be counted. */
  static int near(final long key) {
    return (int) ((key * GOLDEN_RATIO) >>> (Long.SIZE - NEAR_LOG2));
  }

  /** Counts one that isn't near, and brings it there. */
  void fetch(final long key) {
    final int near = near(key);
    flush(near);
    nearKeys[near] = key;
    nearCounts[near] = 1;
  }

  private void flush(final int near) {
    final long count = nearCounts[near];
    nearCounts[near] = 0;
    if (count > 0) {
      add(nearKeys[near], count);
    }
  }

  private void add(final long key, final long count) {
    final int slot = table.find(key);
    final long before = table.value(slot);
    if (before != 0) {
      table.update(slot, before + count);
    } else if (table.size() == limit) {
      untracked += count;
    } else {
      table.insert(slot, key, count);
    }
  }

  /** Sees instructions. */
  interface Visitor {
    void site(long key, long count);
  }

  /** Shows all that are counted apart. */
  void forEach(final Visitor visitor) {
    settle();
    table.forEach(visitor::site);
  }

  private void settle() {
    for (int near = 0; near < nearKeys.length; near++) {
      flush(near);
    }
    Arrays.fill(nearKeys, 0);
  }

  void save(final DataOutput out) throws IOException {
    settle();
    out.writeInt(table.size());
    table.forEach(
        (key, count) -> {
          out.writeLong(key);
          out.writeLong(count);
        });
  }

  /**
   * Adds what {@link #save} wrote of others that have no limit either.
   *
   * @param programs by their numbers there, the numbers here
   */
  void add(final DataInput in, final int[] programs) throws IOException {
    for (int left = in.readInt(); left > 0; left--) {
      add(InstructionKeys.renumbered(in.readLong(), programs), in.readLong());
    }
  }

  int size() {
    return table.size();
  }

  /** Accesses of instructions that came when there was no room. */
  long untracked() {
    return untracked;
  }
}
