package io.memtracer.plugins.support;

import java.util.Arrays;
import java.util.function.LongPredicate;

/**
 * Sets of a cache that keeps what was used last, of which only uses since a block of the run began
 * are known, and of some of these not whether they were made: what it has for certain, what it
 * hasn't for certain, and what nobody knows.
 *
 * <p>Such a cache has what fewer others than it has ways were used after (R. L. Mattson, J. Gecsei,
 * D. R. Slutz, I. L. Traiger, "Evaluation techniques for storage hierarchies", IBM Systems Journal
 * 9(2), 1970). So it has a tag for certain that was used for certain, if fewer others may have been
 * used since; and it hasn't got one for certain, if as many others were used for certain since that
 * one may have been used last. Of each set the tags are kept that may have been used last.
 *
 * <p>Not thread-safe.
 */
public final class LruBounds {

  private static final int NOT_A_MASK = -1;

  /** What is known of a tag that is used. */
  public enum Answer {
    /** It was there. */
    HIT,
    /** It wasn't. */
    MISS,
    /** It may have been. */
    UNKNOWN
  }

  private final int ways;
  private final int mask;
  private final int sets;

  /** For each set, the one that may have been used last first; 0 is an empty place. */
  private final long[] tags;

  /** When each may have been used last, and when it was for certain: 0 is never. */
  private final long[] possibly;

  private final long[] certainly;

  /** What the user has to say of each. */
  private final byte[] marks;

  /** For each set, when what is no longer here may have been used last. */
  private final long[] left;

  /** For each set, which {@link #clear} it has seen: large caches aren't gone through for each. */
  private final int[] clearedBy;

  private int clears;
  private long now;
  private long evicted;
  private boolean isEvictedCertain;
  private byte evictedMark;
  private int latest;

  /**
   * Those of which nothing is known.
   *
   * @param sets how many
   * @param ways places in each
   */
  public LruBounds(final int sets, final int ways) {
    this.sets = sets;
    this.ways = ways;
    mask = Integer.bitCount(sets) == 1 ? sets - 1 : NOT_A_MASK;
    tags = new long[sets * ways];
    possibly = new long[sets * ways];
    certainly = new long[sets * ways];
    marks = new byte[sets * ways];
    left = new long[sets];
    clearedBy = new int[sets];
  }

  /**
   * Uses a tag, or may have used it.
   *
   * @param number decides on the set
   * @param tag not 0
   * @param isCertain whether it is used for certain
   * @return what is known of it
   */
  public Answer use(final long number, final long tag, final boolean isCertain) {
    final int set = mask < 0 ? (int) Long.remainderUnsigned(number, sets) : (int) number & mask;
    final int first = set * ways;
    if (clearedBy[set] != clears) {
      clear(set);
    }
    int place = first;
    while (place < first + ways && tags[place] != tag) {
      place++;
    }
    now++;
    evicted = 0;
    isEvictedCertain = false;
    latest = first;
    if (place == first + ways) {
      final Answer answer = isFullForCertain(set) ? Answer.MISS : Answer.UNKNOWN;
      isEvictedCertain = isOrderCertain(set);
      push(set, first + ways - 1);
      put(first, tag, isCertain ? now : 0, (byte) 0);
      return answer;
    }
    final long used = certainly[place];
    final boolean isThere = used != 0 && (used == possibly[place] || left[set] < used);
    final byte mark = marks[place];
    if (place > first) {
      moveOn(first, place);
    }
    put(first, tag, isCertain ? now : used, mark);
    return isThere ? Answer.HIT : Answer.UNKNOWN;
  }

  /** Whether all that is here was used for certain since what isn't here may have been. */
  private boolean isFullForCertain(final int set) {
    for (int place = set * ways; place < (set + 1) * ways; place++) {
      if (certainly[place] <= left[set]) {
        return false;
      }
    }
    return true;
  }

  /** Whether all that is here was used for certain when it may have been used last. */
  private boolean isOrderCertain(final int set) {
    for (int place = set * ways; place < (set + 1) * ways; place++) {
      if (certainly[place] == 0 || certainly[place] != possibly[place]) {
        return false;
      }
    }
    return true;
  }

  /** Makes room in front; the last one leaves, if there is one. */
  private void push(final int set, final int last) {
    evicted = tags[last];
    evictedMark = marks[last];
    left[set] = Math.max(left[set], possibly[last]);
    moveOn(set * ways, last);
  }

  private void moveOn(final int first, final int place) {
    System.arraycopy(tags, first, tags, first + 1, place - first);
    System.arraycopy(possibly, first, possibly, first + 1, place - first);
    System.arraycopy(certainly, first, certainly, first + 1, place - first);
    System.arraycopy(marks, first, marks, first + 1, place - first);
  }

  private void put(final int place, final long tag, final long certain, final byte mark) {
    tags[place] = tag;
    possibly[place] = now;
    certainly[place] = certain;
    marks[place] = mark;
  }

  /**
   * What was said of the tag that was used last.
   *
   * @return 0 if nothing was since it came
   */
  public byte mark() {
    return marks[latest];
  }

  /**
   * Says something of the tag that was used last, for as long as it is here.
   *
   * @param mark anything
   */
  public void mark(final byte mark) {
    marks[latest] = mark;
  }

  /**
   * What left at the last use, if that was a miss.
   *
   * @return its tag, 0 if nothing is known of it
   */
  public long evicted() {
    return evicted;
  }

  /**
   * Whether no other one left instead.
   *
   * @return false if that isn't known, or if nothing left
   */
  public boolean isEvictedCertain() {
    return isEvictedCertain;
  }

  /**
   * What was said of it.
   *
   * @return 0 if nothing was, or if nothing left
   */
  public byte evictedMark() {
    return evicted == 0 ? 0 : evictedMark;
  }

  /** Nothing is known any more. */
  public void clear() {
    clears++;
  }

  private void clear(final int set) {
    clearedBy[set] = clears;
    left[set] = 0;
    empty(set * ways, (set + 1) * ways);
  }

  private void empty(final int from, final int to) {
    Arrays.fill(tags, from, to, 0);
    Arrays.fill(possibly, from, to, 0);
    Arrays.fill(certainly, from, to, 0);
  }

  /**
   * Some go for another reason than want of room.
   *
   * @param which of the tags
   */
  public void forget(final LongPredicate which) {
    for (int first = 0; first < tags.length; first += ways) {
      int to = first;
      for (int place = first; place < first + ways; place++) {
        if (tags[place] != 0 && !which.test(tags[place])) {
          move(place, to);
          to++;
        }
      }
      empty(to, first + ways);
    }
  }

  private void move(final int from, final int to) {
    tags[to] = tags[from];
    possibly[to] = possibly[from];
    certainly[to] = certainly[from];
    marks[to] = marks[from];
  }
}
