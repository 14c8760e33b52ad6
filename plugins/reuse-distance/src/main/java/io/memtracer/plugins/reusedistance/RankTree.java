package io.memtracer.plugins.reusedistance;

import java.util.Arrays;

/**
 * Marks among numbered places, and how many marks lie behind a place: the list of lines by their
 * last use, as B. T. Bennett and V. J. Kruskal, "LRU stack processing", IBM Journal of Research and
 * Development 19(4), 1975, keep it in a tree over time.
 *
 * <p>Places are bits, 64 in a word. Over the words stands a binary tree of which each node knows
 * how many marks its right half has. Nothing is ever marked before the newest place, so who moves a
 * mark from an old place to the newest one climbs from the old one to where the two ways meet, and
 * no further: above it nothing changes, and nothing is to be counted. Recent places are near.
 *
 * <p>Not thread-safe.
 */
final class RankTree {

  private static final int WORD_LOG2 = 6;

  private final long[] marks;

  /** Node n has the children 2n and 2n + 1; word w is the leaf w + words. */
  private final int[] right;

  private int newest;

  /**
   * Makes a tree with some marks.
   *
   * @param places a power of two, from 128 on
   * @param marked how many places from the first on are marked
   */
  RankTree(final int places, final int marked) {
    marks = new long[places >>> WORD_LOG2];
    right = new int[marks.length];
    newest = marked;
    final int whole = marked >>> WORD_LOG2;
    Arrays.fill(marks, 0, whole, -1L);
    if (whole < marks.length) {
      marks[whole] = (1L << marked) - 1;
    }
    for (int word = 0; word <= whole && word < marks.length; word++) {
      add(word, Long.bitCount(marks[word]));
    }
  }

  /** Whether there is no place left. */
  boolean isFull() {
    return newest >>> WORD_LOG2 == marks.length;
  }

  int places() {
    return marks.length << WORD_LOG2;
  }

  /** The place that was marked last. */
  int newest() {
    return newest - 1;
  }

  /** Marks the next place, that is the newest then. */
  int mark() {
    final int place = newest++;
    marks[place >>> WORD_LOG2] |= 1L << place;
    add(place >>> WORD_LOG2, 1);
    return place;
  }

  /**
   * Takes a mark away.
   *
   * @param place one that is marked
   * @return how many marks are behind it
   */
  int remove(final int place) {
    final int from = place >>> WORD_LOG2;
    final int behindInWord = Long.bitCount(marks[from] >>> place) - 1;
    marks[from] &= ~(1L << place);
    int behind = behindInWord;
    for (int node = from + right.length; node > 1; node >>>= 1) {
      final int isRight = node & 1;
      behind += right[node >>> 1] & (isRight - 1);
      right[node >>> 1] -= isRight;
    }
    return behind;
  }

  private void add(final int word, final int more) {
    for (int node = word + marks.length; node > 1; node >>>= 1) {
      if ((node & 1) != 0) {
        right[node >>> 1] += more;
      }
    }
  }

  /**
   * Moves a mark to the next place, that is the newest then.
   *
   * @param place one that is marked
   * @return how many marks are behind it
   */
  int moveToNewest(final int place) {
    final int next = newest++;
    final int from = place >>> WORD_LOG2;
    final int to = next >>> WORD_LOG2;
    final long word = marks[from];
    int behind = Long.bitCount(word >>> place) - 1;
    marks[from] = word & ~(1L << place);
    marks[to] |= 1L << next;
    int low = from + right.length;
    int high = to + right.length;
    while (low != high) {
      final int parent = low >>> 1;
      final int over = high >>> 1;
      // Left of its parent, all of the right half is behind it; else the mark leaves that half.
      behind += right[parent] & ((low & 1) - 1);
      right[parent] -= low & 1;
      right[over] += high & 1;
      low = parent;
      high = over;
    }
    return behind;
  }

  /**
   * For compaction: how many marks are before each word.
   *
   * @return a number for each word
   */
  int[] ranks() {
    final int[] before = new int[marks.length];
    for (int word = 1; word < before.length; word++) {
      before[word] = before[word - 1] + Long.bitCount(marks[word - 1]);
    }
    return before;
  }

  /**
   * How many marks are before a place.
   *
   * @param ranks what {@link #ranks} returned
   */
  int rank(final int[] ranks, final int place) {
    final int word = place >>> WORD_LOG2;
    return ranks[word] + Long.bitCount(marks[word] & ~(-1L << place));
  }
}
