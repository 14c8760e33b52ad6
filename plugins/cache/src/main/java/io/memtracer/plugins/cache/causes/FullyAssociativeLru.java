package io.memtracer.plugins.cache.causes;

import java.util.Arrays;

/**
 * A cache of one set with LRU, in which the time of a look-up doesn't grow with its size: lines are
 * in the order of their use in a ring, and found by chains of a hash table.
 */
final class FullyAssociativeLru {

  private static final long GOLDEN_RATIO = 0x9e37_79b9_7f4a_7c15L;
  private static final int NONE = -1;

  private final int capacity;
  private final int hashShift;
  private final long[] lines;

  /** The ring: the line used before, that used after, and which was used last. */
  private final int[] older;

  private final int[] newer;
  private int newest = NONE;

  /** The chains: the first place of each, and the next one of each place. */
  private final int[] firsts;

  private final int[] nexts;
  private int taken;

  /** The places that lines were taken from, chained as well. */
  private int freed = NONE;

  /**
   * Makes an empty one.
   *
   * @param capacity lines that fit, at least 1
   */
  FullyAssociativeLru(final int capacity) {
    this.capacity = capacity;
    final int hashLog2 = 1 + Integer.SIZE - Integer.numberOfLeadingZeros(capacity);
    hashShift = Long.SIZE - hashLog2;
    lines = new long[capacity];
    older = new int[capacity];
    newer = new int[capacity];
    nexts = new int[capacity];
    firsts = new int[1 << hashLog2];
    Arrays.fill(firsts, NONE);
  }

  /**
   * Uses a line, if it is there.
   *
   * @return whether it is
   */
  boolean use(final long line) {
    final int place = find(line);
    if (place == NONE) {
      return false;
    }
    if (place != newest) {
      unlink(place);
      link(place);
    }
    return true;
  }

  /**
   * Uses a line, or puts it in if it isn't there; what wasn't used for longest goes.
   *
   * @return whether it was there
   */
  boolean useOrInsert(final long line) {
    if (use(line)) {
      return true;
    }
    final int place = free();
    lines[place] = line;
    final int hash = hash(line);
    nexts[place] = firsts[hash];
    firsts[hash] = place;
    link(place);
    return false;
  }

  private int free() {
    if (freed != NONE) {
      final int place = freed;
      freed = nexts[place];
      return place;
    }
    if (taken < capacity) {
      return taken++;
    }
    final int oldest = newer[newest];
    unlink(oldest);
    unchain(oldest);
    return oldest;
  }

  /**
   * Takes a line out, if it is there.
   *
   * @return whether it was
   */
  boolean remove(final long line) {
    final int place = find(line);
    if (place == NONE) {
      return false;
    }
    unlink(place);
    unchain(place);
    nexts[place] = freed;
    freed = place;
    return true;
  }

  private int hash(final long line) {
    return (int) ((line * GOLDEN_RATIO) >>> hashShift);
  }

  private int find(final long line) {
    int place = firsts[hash(line)];
    while (place != NONE && lines[place] != line) {
      place = nexts[place];
    }
    return place;
  }

  private void unchain(final int place) {
    final int hash = hash(lines[place]);
    if (firsts[hash] == place) {
      firsts[hash] = nexts[place];
      return;
    }
    int before = firsts[hash];
    while (nexts[before] != place) {
      before = nexts[before];
    }
    nexts[before] = nexts[place];
  }

  private void unlink(final int place) {
    if (newer[place] == place) {
      newest = NONE;
      return;
    }
    newer[older[place]] = newer[place];
    older[newer[place]] = older[place];
    if (newest == place) {
      newest = older[place];
    }
  }

  /** Makes it the newest; behind the newest comes the oldest. */
  private void link(final int place) {
    if (newest == NONE) {
      newer[place] = place;
      older[place] = place;
    } else {
      newer[place] = newer[newest];
      older[place] = newest;
      older[newer[newest]] = place;
      newer[newest] = place;
    }
    newest = place;
  }
}
