package io.memtracer.plugins.heatmap;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Cuts the course of a run into columns of equally many accesses. Column n has those whose ordinal
 * divided by the width is n, so that the columns of a trace's parts fit together. When there are
 * too many, each takes a neighbour in.
 */
final class TimeAxis {

  private final int limit;
  private long width;
  private long first = -1;
  private long end;

  /**
   * Makes an axis on which nothing has happened.
   *
   * @param width accesses in a column to begin with
   * @param limit columns at most, even
   */
  TimeAxis(final long width, final int limit) {
    this.width = width;
    this.limit = limit;
  }

  /** Says where the trace begins, unless something has happened already. */
  void startAt(final long ordinal) {
    if (first < 0) {
      first = ordinal / width;
      end = ordinal;
    }
  }

  void advance(final long accesses) {
    end += accesses;
  }

  /** How many accesses belong to the column that the next one belongs to, from that one on. */
  long left() {
    return width - end % width;
  }

  /** The column of the next access, counted from the first one that is there. */
  int column() {
    return (int) (end / width - first);
  }

  /** Whether the next access has no column. */
  boolean isFull() {
    return end / width - first >= limit;
  }

  /** Where a column is when each has taken a neighbour in. */
  int halved(final int column) {
    return (int) ((first + column) / 2 - first / 2);
  }

  /** Each column takes a neighbour in. */
  void halve() {
    first /= 2;
    width *= 2;
  }

  /** Where a column of this axis is on another one that begins earlier and has the same width. */
  int columnOn(final TimeAxis earlier, final int column) {
    return (int) (first - earlier.first) + column;
  }

  /**
   * Whether another one, that ends later and has the same width, has all its columns on this one.
   */
  boolean holds(final TimeAxis later) {
    return later.end == 0 || (later.end - 1) / width - first < limit;
  }

  /** Takes over where another one ended. */
  void endLike(final TimeAxis later) {
    end = later.end;
  }

  /** How many columns there are. */
  int columns() {
    return end == 0 || first < 0 ? 0 : (int) ((end - 1) / width - first) + 1;
  }

  boolean hasBegun() {
    return first >= 0;
  }

  long width() {
    return width;
  }

  /** How many accesses there were when the last one had been. */
  long end() {
    return end;
  }

  /** The ordinal that a column begins with. */
  long begin(final int column) {
    return (first + column) * width;
  }

  void save(final DataOutput out) throws IOException {
    out.writeLong(width);
    out.writeLong(first);
    out.writeLong(end);
  }

  void read(final DataInput in) throws IOException {
    width = in.readLong();
    first = in.readLong();
    end = in.readLong();
  }
}
