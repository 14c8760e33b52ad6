package io.memtracer.plugins.reusedistance;

/** Lines with values, of which the highest can be taken: a binary heap. Not thread-safe. */
final class LineQueue {

  /** Element n has the children 2n and 2n + 1, and n begins at 1. */
  private final long[] lines;

  private final long[] values;
  private int size;

  LineQueue(final int capacity) {
    lines = new long[capacity + 1];
    values = new long[capacity + 1];
  }

  int size() {
    return size;
  }

  long highest() {
    return values[1];
  }

  void add(final long line, final long value) {
    int at = ++size;
    while (at > 1 && values[at >>> 1] < value) {
      move(at >>> 1, at);
      at >>>= 1;
    }
    put(at, line, value);
  }

  /** Takes a line with the highest value. */
  long removeHighest() {
    final long highest = lines[1];
    final long line = lines[size];
    final long value = values[size];
    size--;
    int at = 1;
    int child = higherChild(at);
    while (child <= size && values[child] > value) {
      move(child, at);
      at = child;
      child = higherChild(at);
    }
    put(at, line, value);
    return highest;
  }

  private int higherChild(final int parent) {
    final int left = 2 * parent;
    return left < size && values[left + 1] > values[left] ? left + 1 : left;
  }

  private void move(final int from, final int to) {
    put(to, lines[from], values[from]);
  }

  private void put(final int at, final long line, final long value) {
    lines[at] = line;
    values[at] = value;
  }
}
