package io.memtracer.plugins.heatmap;

import io.memtracer.plugins.support.LongTable;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * How many accesses there were to each block of addresses, by {@link Modes mode} and column. There
 * is a row of counters for a block and a mode that came. Not thread-safe.
 */
final class Blocks {

  private static final int FIRST_ROWS = 64;

  private final int columns;
  private LongTable index = new LongTable();

  /** For each block and mode its counters; null if it has none. */
  private long[][] counters = new long[FIRST_ROWS * Modes.COUNT][];

  private int shift;

  /**
   * Makes an empty one.
   *
   * @param shift log2 of the bytes in a block to begin with
   * @param columns how many there can be
   */
  Blocks(final int shift, final int columns) {
    this.shift = shift;
    this.columns = columns;
  }

  int shift() {
    return shift;
  }

  /** How many blocks there are. */
  int size() {
    return index.size();
  }

  void add(final long block, final int mode, final int column, final long accesses) {
    row(block, mode)[column] += accesses;
  }

  private long[] row(final long block, final int mode) {
    final int slot = index.find(block);
    long found = index.value(slot);
    if (found == 0) {
      found = index.size() + 1L;
      index.insert(slot, block, found);
      if (index.size() * Modes.COUNT > counters.length) {
        counters = Arrays.copyOf(counters, 2 * counters.length);
      }
    }
    final int at = ((int) found - 1) * Modes.COUNT + mode;
    if (counters[at] == null) {
      counters[at] = new long[columns];
    }
    return counters[at];
  }

  /** Sees the counters of a block. */
  interface Visitor {
    void row(long block, int mode, long[] counters);
  }

  void forEach(final Visitor visitor) {
    index.forEach(
        (block, found) -> {
          for (int mode = 0; mode < Modes.COUNT; mode++) {
            final long[] row = counters[((int) found - 1) * Modes.COUNT + mode];
            if (row != null) {
              visitor.row(block, mode, row);
            }
          }
        });
  }

  /** Two blocks become one. */
  void coarsen() {
    final Blocks coarse = new Blocks(shift + 1, columns);
    forEach((block, mode, row) -> coarse.add(block >>> 1, mode, row));
    index = coarse.index;
    counters = coarse.counters;
    shift++;
  }

  private void add(final long block, final int mode, final long[] more) {
    final long[] row = row(block, mode);
    for (int column = 0; column < columns; column++) {
      row[column] += more[column];
    }
  }

  /**
   * Moves what is counted.
   *
   * @param place where a column goes, not behind where it is
   */
  void moveColumns(final IntUnaryOperator place) {
    forEach(
        (block, mode, row) -> {
          for (int column = 0; column < columns; column++) {
            final long count = row[column];
            row[column] = 0;
            row[place.applyAsInt(column)] += count;
          }
        });
  }

  void save(final DataOutput out) throws IOException {
    out.writeInt(shift);
    out.writeInt(size());
    index.forEach(
        (block, found) -> {
          out.writeLong(block);
          for (int mode = 0; mode < Modes.COUNT; mode++) {
            save(counters[((int) found - 1) * Modes.COUNT + mode], out);
          }
        });
  }

  private static void save(final long[] row, final DataOutput out) throws IOException {
    out.writeBoolean(row != null);
    if (row != null) {
      for (final long count : row) {
        out.writeLong(count);
      }
    }
  }

  static Blocks read(final DataInput in, final int columns) throws IOException {
    final Blocks read = new Blocks(in.readInt(), columns);
    for (int left = in.readInt(); left > 0; left--) {
      final long block = in.readLong();
      for (int mode = 0; mode < Modes.COUNT; mode++) {
        if (in.readBoolean()) {
          final long[] row = read.row(block, mode);
          for (int column = 0; column < columns; column++) {
            row[column] = in.readLong();
          }
        }
      }
    }
    return read;
  }
}
