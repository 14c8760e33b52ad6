package io.memtracer.plugins.reusedistance;

import java.util.Arrays;

/**
 * All lines by their last use: R. L. Mattson, J. Gecsei, D. R. Slutz, I. L. Traiger, "Evaluation
 * techniques for storage hierarchies", IBM Systems Journal 9(2), 1970. How deep a line is found is
 * its stack distance; a cache that keeps the n lines used last has it if it is below n.
 *
 * <p>The last few lines, which most accesses are to, are a list that is searched from the front,
 * each moving one on. The others are in a {@link RankTree}; what falls off the list is the newest
 * there. Not thread-safe.
 */
final class LruStack {

  /** The distance of a line that wasn't there. */
  static final long COLD = -1;

  /** Lines of the list. */
  static final int FRONT = 8;

  private static final int FIRST_PLACES = 1 << 16;
  private static final int MAX_PLACES = 1 << 30;

  /** Places for each line, at least, after compaction: it is rare then. */
  private static final int ROOM = 8;

  /** Not the number of a line: those have fewer bits. */
  private static final long NO_LINE = -1;

  /** The list, and when they were used. */
  final long[] lines = new long[FRONT];

  final long[] times = new long[FRONT];
  private final LineCells cells = new LineCells();
  private RankTree tree = new RankTree(FIRST_PLACES, 0);
  private int inTree;
  private int inFront;
  private long reuseTime;

  LruStack() {
    Arrays.fill(lines, NO_LINE);
  }

  /** How many lines there are. */
  int size() {
    return inFront + inTree;
  }

  /** The line used last. */
  long newest() {
    return lines[0];
  }

  /** It was used again. */
  void newestAt(final long now) {
    times[0] = now;
  }

  /** How long ago the line was used that was touched last, if it was there. */
  long reuseTime() {
    return reuseTime;
  }

  /**
   * A line is used.
   *
   * @param line its number
   * @param now when
   * @return how many other lines were used since it was; {@link #COLD} if it wasn't
   */
  long touch(final long line, final long now) {
    long moved = line;
    long movedTime = now;
    for (int i = 0; i < FRONT; i++) {
      final long held = lines[i];
      final long heldTime = times[i];
      lines[i] = moved;
      times[i] = movedTime;
      if (held == line) {
        reuseTime = now - heldTime;
        return i;
      }
      moved = held;
      movedTime = heldTime;
    }
    return fetch(line, now, moved, movedTime);
  }

  /** The line wasn't on the list, and something may have fallen off it. */
  private long fetch(final long line, final long now, final long pushed, final long pushedTime) {
    if (tree.isFull()) {
      compact();
    }
    final int cell = cells.find(line);
    final int place = cells.place(cell);
    if (place < 0) {
      push(pushed, pushedTime);
      return COLD;
    }
    reuseTime = now - cells.time(cell);
    cells.clear(cell);
    if (pushed == NO_LINE) {
      inTree--;
      return (long) inFront++ + tree.remove(place);
    }
    final int behind = tree.moveToNewest(place);
    cells.put(cells.find(pushed), tree.newest(), pushedTime);
    return (long) FRONT + behind;
  }

  private void push(final long pushed, final long time) {
    if (pushed == NO_LINE) {
      inFront++;
    } else {
      cells.put(cells.find(pushed), tree.mark(), time);
      inTree++;
    }
  }

  /** Forgets a line, so that it is as if it had never been used. */
  void remove(final long line) {
    for (int i = 0; i < FRONT; i++) {
      if (lines[i] == line) {
        System.arraycopy(lines, i + 1, lines, i, FRONT - 1 - i);
        System.arraycopy(times, i + 1, times, i, FRONT - 1 - i);
        lines[FRONT - 1] = NO_LINE;
        inFront--;
        return;
      }
    }
    final int cell = cells.find(line);
    tree.remove(cells.place(cell));
    cells.clear(cell);
    inTree--;
  }

  private void compact() {
    if (inTree > MAX_PLACES / 2) {
      throw new IllegalStateException("there are more lines than fit: " + inTree);
    }
    cells.compact(tree);
    final long wanted = Math.max(FIRST_PLACES, (long) ROOM * inTree);
    tree = new RankTree((int) Math.min(MAX_PLACES, Long.highestOneBit(wanted) << 1), inTree);
  }

  /** Sees lines. */
  interface Visitor {
    void line(long line, long time);
  }

  /** Shows all lines, those used longest ago first. */
  void forEach(final Visitor visitor) {
    cells.compact(tree);
    tree = new RankTree(tree.places(), inTree);
    final long[] lineAt = new long[inTree];
    final long[] timeAt = new long[inTree];
    cells.forEach(
        (line, place, time) -> {
          lineAt[place] = line;
          timeAt[place] = time;
        });
    for (int i = 0; i < inTree; i++) {
      visitor.line(lineAt[i], timeAt[i]);
    }
    for (int i = FRONT - 1; i >= 0; i--) {
      if (lines[i] != NO_LINE) {
        visitor.line(lines[i], times[i]);
      }
    }
  }
}
