package io.memtracer.plugins.reusedistance;

/**
 * All lines by their last use: R. L. Mattson, J. Gecsei, D. R. Slutz, I. L. Traiger, "Evaluation
 * techniques for storage hierarchies", IBM Systems Journal 9(2), 1970. How deep a line is found is
 * its stack distance; a cache that keeps the n lines used last has it if it is below n.
 *
 * <p>The {@link RecentLines} are in front. The others are in a {@link RankTree}; what is taken away
 * in front is the newest there. Not thread-safe.
 */
final class LruStack {

  /** The distance of a line that wasn't there. */
  static final long COLD = -1;

  private static final int FIRST_PLACES = 1 << 16;
  private static final int MAX_PLACES = 1 << 30;

  /** Places for each line, at least, after compaction: it is rare then. */
  private static final int ROOM = 8;

  private final RecentLines recent = new RecentLines();
  private final LineCells cells = new LineCells();
  private RankTree tree = new RankTree(FIRST_PLACES, 0);
  private int inTree;
  private int inFront;
  private long reuseTime;

  /** How many lines there are. */
  int size() {
    return inFront + inTree;
  }

  /** Those in front. */
  RecentLines recent() {
    return recent;
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
    final int place = recent.use(line, now);
    if (place < RecentLines.COUNT) {
      reuseTime = now - recent.takenTime();
      return place;
    }
    return fetch(line, now, recent.takenLine(), recent.takenTime());
  }

  /**
   * A line is used that wasn't in front, where it is from now on, instead of another one.
   *
   * @param line its number
   * @param now when
   * @param pushed what was taken away there
   * @param pushedTime when that had been used
   * @return as {@link #touch}
   */
  long fetch(final long line, final long now, final long pushed, final long pushedTime) {
    if (tree.isFull()) {
      compact();
    }
    final long[] block = cells.block(line);
    final int place = LineCells.place(block, line);
    if (place < 0) {
      push(pushed, pushedTime);
      return COLD;
    }
    reuseTime = now - LineCells.time(block, line);
    LineCells.clear(block, line);
    if (pushed == RecentLines.NO_LINE) {
      inTree--;
      return (long) inFront++ + tree.remove(place);
    }
    final int behind = tree.moveToNewest(place);
    cells.put(pushed, tree.newest(), pushedTime);
    return (long) RecentLines.COUNT + behind;
  }

  private void push(final long pushed, final long time) {
    if (pushed == RecentLines.NO_LINE) {
      inFront++;
    } else {
      cells.put(pushed, tree.mark(), time);
      inTree++;
    }
  }

  /** Forgets a line, so that it is as if it had never been used. */
  void remove(final long line) {
    if (recent.remove(line)) {
      inFront--;
      return;
    }
    final long[] block = cells.block(line);
    tree.remove(LineCells.place(block, line));
    LineCells.clear(block, line);
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
    recent.forEach(visitor);
  }
}
