package io.memtracer.plugins.tlb;

import java.util.function.LongPredicate;

/** Sets of tags, those of a set side by side in the order of their use; 0 is an empty place. */
final class LruSets {

  private final int ways;
  private final int mask;
  private final long[] tags;

  LruSets(final Geometry geometry) {
    ways = geometry.ways();
    mask = geometry.sets() - 1;
    tags = new long[geometry.entries()];
  }

  int sets() {
    return mask + 1;
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
    long moving = tag;
    for (int place = first; place < first + ways; place++) {
      final long found = tags[place];
      tags[place] = moving;
      if (found == tag) {
        return true;
      }
      moving = found;
    }
    return false;
  }

  /** Forgets some; the others of a set stay in their order. Returns how many. */
  int forget(final LongPredicate which) {
    int forgotten = 0;
    for (int first = 0; first < tags.length; first += ways) {
      int to = first;
      for (int place = first; place < first + ways; place++) {
        final long tag = tags[place];
        tags[place] = 0;
        if (tag != 0 && which.test(tag)) {
          forgotten++;
        } else if (tag != 0) {
          tags[to++] = tag;
        }
      }
    }
    return forgotten;
  }
}
