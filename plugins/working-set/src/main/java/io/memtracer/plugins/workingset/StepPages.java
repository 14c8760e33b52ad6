package io.memtracer.plugins.workingset;

import io.memtracer.plugins.support.LongTable;
import java.util.Arrays;

/**
 * The pages of the last few steps. Of each page is known in which step who touched it last; of each
 * step, how many pages weren't touched since: when a step gets too old, these are gone. So the
 * sizes are exact, and only the first touch of a kind in a step costs something. Not thread-safe.
 */
final class StepPages {

  private static final Who[] ALL = Who.values();

  /** User load, user store, kernel load, kernel store. */
  private static final int MARKS = 4;

  private static final int FIRST_ROOM = 1024;

  private final int steps;
  private final LongTable index = new LongTable();

  /** For each page and mark the step of the last touch; 0 if there was none. */
  private long[] touched = new long[FIRST_ROOM * MARKS];

  /** For each of {@link Who} and each step, by its number modulo the steps. */
  private final long[][] latest;

  private final long[] sizes = new long[ALL.length];
  private long step = 1;

  /**
   * Makes an empty one.
   *
   * @param steps in a window
   */
  StepPages(final int steps) {
    this.steps = steps;
    latest = new long[ALL.length][steps];
  }

  /** How many pages there were at any time. */
  int pages() {
    return index.size();
  }

  /** How many steps are over. */
  long stepsOver() {
    return step - 1;
  }

  void touch(final long page, final int mark) {
    final int first = find(page) * MARKS;
    final int at = first + Integer.numberOfTrailingZeros(mark);
    if (touched[at] == step) {
      return;
    }
    for (final Who who : ALL) {
      if (who.has(mark)) {
        move(who, lastTouch(first, who));
      }
    }
    touched[at] = step;
  }

  private int find(final long page) {
    final int slot = index.find(page);
    final long found = index.value(slot);
    if (found != 0) {
      return (int) found - 1;
    }
    final int row = index.size();
    if ((row + 1) * MARKS > touched.length) {
      touched = Arrays.copyOf(touched, 2 * touched.length);
    }
    index.insert(slot, page, row + 1L);
    return row;
  }

  private long lastTouch(final int first, final Who who) {
    long last = 0;
    for (int mark = 0; mark < MARKS; mark++) {
      if (who.has(1 << mark)) {
        last = Math.max(last, touched[first + mark]);
      }
    }
    return last;
  }

  /** A page that was touched last in a step is touched in this one. */
  private void move(final Who who, final long last) {
    final long[] counts = latest[who.index];
    if (last > step - steps && last > 0) {
      counts[slot(last)]--;
    } else {
      sizes[who.index]++;
    }
    counts[slot(step)]++;
  }

  private int slot(final long number) {
    return (int) (number % steps);
  }

  /** How many pages each of {@link Who} touched in the last steps, this one included. */
  long[] sizes() {
    return sizes;
  }

  /** How many pages were touched in this step. */
  long inStep() {
    return latest[Who.TOTAL.index][slot(step)];
  }

  /** Another step begins, and the oldest one is gone. */
  void next() {
    step++;
    for (final Who who : ALL) {
      sizes[who.index] -= latest[who.index][slot(step)];
      latest[who.index][slot(step)] = 0;
    }
  }

  /** How many pages were touched by whom at any time, by the marks that they have. */
  long[] everByMark() {
    final long[] pages = new long[Who.COMBINATIONS];
    for (int page = 0; page < index.size(); page++) {
      int marks = 0;
      for (int mark = 0; mark < MARKS; mark++) {
        marks |= touched[page * MARKS + mark] > 0 ? 1 << mark : 0;
      }
      pages[marks]++;
    }
    return pages;
  }
}
