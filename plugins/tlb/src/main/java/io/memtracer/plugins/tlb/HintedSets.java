package io.memtracer.plugins.tlb;

import java.util.function.LongPredicate;

/**
 * The same as {@link LruSets} for many ways: a tag keeps its place, which has the time of its last
 * use, and where a page was found last is looked at first, so that most of those that are there
 * need no search. Not thread-safe.
 */
final class HintedSets {

  /** For each place a few hints, so that few pages share one. */
  private static final int HINTS_PER_PLACE = 4;

  private final int ways;
  private final int mask;

  /** By place, those of a set side by side: what is there, or 0, and when it was used. */
  private final long[] tags;

  private final long[] times;

  /** By the low bits of a page: its place within its set. */
  private final int[] hints;

  private long uses;

  /**
   * Empty ones.
   *
   * @param sets how many, a power of two
   * @param ways places in each
   */
  HintedSets(final int sets, final int ways) {
    this.ways = ways;
    mask = sets - 1;
    tags = new long[sets * ways];
    times = new long[sets * ways];
    hints = new int[Integer.highestOneBit(sets * ways) * HINTS_PER_PLACE];
  }

  /**
   * Uses a tag; if it isn't there it comes, and the one that wasn't used for longest goes.
   *
   * @param page decides on the set
   * @param tag not 0
   * @return whether it was there
   */
  boolean use(final long page, final long tag) {
    final int first = ((int) page & mask) * ways;
    final int hint = (int) page & (hints.length - 1);
    int place = first + hints[hint];
    boolean isThere = tags[place] == tag;
    if (!isThere) {
      place = search(first, tag);
      isThere = tags[place] == tag;
      tags[place] = tag;
      hints[hint] = place - first;
    }
    times[place] = ++uses;
    return isThere;
  }

  /** Where it is, or where there is room, or else what wasn't used for longest. */
  private int search(final int first, final long tag) {
    int oldest = first;
    for (int place = first; place < first + ways; place++) {
      if (tags[place] == tag) {
        return place;
      }
      if (times[place] < times[oldest]) {
        oldest = place;
      }
    }
    return oldest;
  }

  /**
   * Forgets some.
   *
   * @param which of the tags
   * @return how many
   */
  int forget(final LongPredicate which) {
    int forgotten = 0;
    for (int place = 0; place < tags.length; place++) {
      if (tags[place] != 0 && which.test(tags[place])) {
        tags[place] = 0;
        times[place] = 0;
        forgotten++;
      }
    }
    return forgotten;
  }
}
