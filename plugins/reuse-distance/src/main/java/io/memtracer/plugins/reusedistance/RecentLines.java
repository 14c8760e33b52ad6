package io.memtracer.plugins.reusedistance;

import java.util.Arrays;

/**
 * The few lines used last, the newest first, which most accesses are to: a list that is searched
 * from the front, each moving one on. Not thread-safe.
 */
final class RecentLines {

  /** How many there are at most. */
  static final int COUNT = 8;

  /** Not the number of a line: those have fewer bits. */
  static final long NO_LINE = -1;

  final long[] lines = new long[COUNT];

  /** When they were used. */
  final long[] times = new long[COUNT];

  private long takenLine;
  private long takenTime;

  RecentLines() {
    Arrays.fill(lines, NO_LINE);
  }

  /** {@link #NO_LINE} if there is none. */
  long newest() {
    return lines[0];
  }

  /** The newest was used again. */
  void newestAt(final long now) {
    times[0] = now;
  }

  /**
   * A line is the newest from now on.
   *
   * @return its place until now, which it was taken from; {@link #COUNT} if it wasn't there, and
   *     the last line was taken away
   */
  int use(final long line, final long now) {
    long moved = line;
    long movedTime = now;
    int place = 0;
    do {
      final long held = lines[place];
      final long heldTime = times[place];
      lines[place] = moved;
      times[place] = movedTime;
      moved = held;
      movedTime = heldTime;
    } while (moved != line && ++place < COUNT);
    takenLine = moved;
    takenTime = movedTime;
    return place;
  }

  /** The line that was taken; {@link #NO_LINE} if there were fewer than {@link #COUNT}. */
  long takenLine() {
    return takenLine;
  }

  /** When it had been used. */
  long takenTime() {
    return takenTime;
  }

  /**
   * Forgets a line.
   *
   * @return whether it was there
   */
  boolean remove(final long line) {
    for (int i = 0; i < COUNT; i++) {
      if (lines[i] == line) {
        System.arraycopy(lines, i + 1, lines, i, COUNT - 1 - i);
        System.arraycopy(times, i + 1, times, i, COUNT - 1 - i);
        lines[COUNT - 1] = NO_LINE;
        return true;
      }
    }
    return false;
  }

  /** Shows all, the oldest first. */
  void forEach(final LruStack.Visitor visitor) {
    for (int i = COUNT - 1; i >= 0; i--) {
      if (lines[i] != NO_LINE) {
        visitor.line(lines[i], times[i]);
      }
    }
  }
}
