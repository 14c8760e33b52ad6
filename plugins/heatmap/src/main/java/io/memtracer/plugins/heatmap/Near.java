package io.memtracer.plugins.heatmap;

import java.util.Arrays;

/**
 * Accesses of the present column to blocks that were accessed lately: each of these has a place of
 * its own, where it is counted without a table. Not thread-safe.
 */
final class Near {

  static final int SLOTS = 1 << 11;

  /** No block has this number. */
  private static final long NONE = -1;

  final long[] keys = new long[SLOTS];

  /** For each place a counter for each of the {@link Modes}. */
  final long[] counts = new long[SLOTS * Modes.COUNT];

  private final Grid grid;

  Near(final Grid grid) {
    this.grid = grid;
    Arrays.fill(keys, NONE);
  }

  static int slot(final long block) {
    return (int) block & (SLOTS - 1);
  }

  /** Brings a block to its place, from which another one may have to go. */
  void fetch(final long block) {
    final int slot = slot(block);
    flush(slot);
    keys[slot] = block;
  }

  /** Hands all counts on. Blocks keep their places. */
  void flush() {
    for (int slot = 0; slot < SLOTS; slot++) {
      flush(slot);
    }
  }

  /** Forgets all blocks, which must have been flushed. */
  void forget() {
    Arrays.fill(keys, NONE);
  }

  private void flush(final int slot) {
    for (int mode = 0; mode < Modes.COUNT; mode++) {
      final int at = slot * Modes.COUNT + mode;
      grid.add(keys[slot], mode, counts[at]);
      counts[at] = 0;
    }
  }
}
