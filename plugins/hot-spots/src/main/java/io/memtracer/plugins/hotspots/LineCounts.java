package io.memtracer.plugins.hotspots;

import io.memtracer.api.RecordBatch;
import java.util.Arrays;

/**
 * Counts accesses by line, exactly while there is room. Nearly all are to a block of lines that was
 * accessed lately: one loop without calls counts them, and goes back to a look at the table for the
 * others. Not thread-safe.
 */
final class LineCounts {

  /** Blocks that are found without the table, by the lowest bits of their number. */
  private static final int NEAR = 1 << 12;

  private final LineKeys keys;
  private final Lines exact;
  private final SpaceSaving others;
  private final Places places;

  /** Blocks of lines as {@link Places} has them; their counters begin where the cells say. */
  private final long[] nearBlocks = new long[NEAR];

  private final int[] nearCells = new int[NEAR];

  LineCounts(final LineKeys keys, final Shape shape) {
    this.keys = keys;
    exact = new Lines(shape.limit());
    others = new SpaceSaving(shape.sketch());
    places = new Places(Integer.numberOfTrailingZeros(shape.lineBytes()));
    Arrays.fill(nearBlocks, -1);
  }

  /** Counts all accesses of a batch. */
  void add(final RecordBatch batch, final int program) {
    places.of(batch, program);
    final int size = batch.size();
    int next = run(0, size);
    while (next < size) {
      addFar(batch, next, program);
      next = run(next + 1, size);
    }
  }

  /** Counts until a record needs the table; returns which. */
  private int run(final int from, final int to) {
    final long[] blocks = places.blocks();
    final long[] offsets = places.offsets();
    final long[] near = nearBlocks;
    final int[] cells = nearCells;
    final long[] counters = exact.counters;
    int i = from;
    for (; i < to; i++) {
      final long block = blocks[i];
      if (near[(int) block & (near.length - 1)] != block) {
        break;
      }
      counters[cells[(int) block & (cells.length - 1)] | (int) offsets[i]]++;
    }
    return i;
  }

  private void addFar(final RecordBatch batch, final int index, final int program) {
    final int cell = add(batch.word(index), batch.address(index), program);
    if (cell >= 0) {
      final long block = places.blocks()[index];
      final int near = (int) block & (NEAR - 1);
      nearBlocks[near] = block;
      nearCells[near] = cell;
    }
  }

  /**
   * Counts an access.
   *
   * @return where the counters of its block begin; -1 if there is no room for it
   */
  int add(final long word, final long address, final int program) {
    final long line = keys.key(address, program);
    final int quarter = (int) Quarters.of(word);
    final int cell = exact.find(line >>> Lines.BLOCK_LOG2);
    if (cell < 0) {
      others.add(line, quarter);
    } else {
      exact.counters[cell + LineKeys.inBlock(line) * Quarters.COUNT + quarter]++;
    }
    return cell;
  }

  /** Those that there was room for. */
  Lines exact() {
    return exact;
  }

  /** All others. */
  SpaceSaving others() {
    return others;
  }
}
