package io.memtracer.plugins.heatmap;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Accesses by address and time, as fine as its limits let it: when there are too many blocks, two
 * become one; when there are too many columns, two become one. What that leads to depends on all
 * accesses together, not on their order, nor on where a trace is cut. Not thread-safe.
 */
final class Grid {

  private final Shape shape;
  private final TimeAxis time;
  private Blocks blocks;

  Grid(final Shape shape) {
    this.shape = shape;
    time = new TimeAxis(shape.windowAccesses(), shape.columns());
    blocks = new Blocks(Long.numberOfTrailingZeros(shape.blockBytes()), shape.columns());
  }

  TimeAxis time() {
    return time;
  }

  Blocks blocks() {
    return blocks;
  }

  /** Counts accesses to a block, of the column that the next access belongs to. */
  void add(final long block, final int mode, final long accesses) {
    if (accesses != 0) {
      blocks.add(block, mode, time.column(), accesses);
    }
  }

  /** Gets coarser, if there are too many blocks; returns whether it did. */
  boolean fitBlocks() {
    final int shift = blocks.shift();
    while (blocks.size() > shape.limit()) {
      blocks.coarsen();
    }
    return blocks.shift() != shift;
  }

  /** Makes room for a column, if the next access has none. */
  void fitColumns() {
    while (time.isFull()) {
      halveColumns();
    }
  }

  void save(final DataOutput out) throws IOException {
    time.save(out);
    blocks.save(out);
  }

  /** Appends a grid that continues this one. */
  void append(final DataInput in) throws IOException {
    final Grid next = new Grid(shape);
    next.time.read(in);
    next.blocks = Blocks.read(in, shape.columns());
    if (!next.time.hasBegun()) {
      return;
    }
    if (!time.hasBegun()) {
      time.startAt(next.time.begin(0));
    }
    while (blocks.shift() < next.blocks.shift()) {
      blocks.coarsen();
    }
    while (next.blocks.shift() < blocks.shift()) {
      next.blocks.coarsen();
    }
    alignColumns(next);
    next.blocks.forEach(
        (block, mode, row) -> {
          for (int column = 0; column < row.length; column++) {
            if (row[column] != 0) {
              blocks.add(block, mode, next.time.columnOn(time, column), row[column]);
            }
          }
        });
    time.endLike(next.time);
    fitBlocks();
  }

  private void alignColumns(final Grid next) {
    while (time.width() != next.time.width() || !time.holds(next.time)) {
      (time.width() <= next.time.width() ? this : next).halveColumns();
    }
  }

  private void halveColumns() {
    blocks.moveColumns(time::halved);
    time.halve();
  }
}
