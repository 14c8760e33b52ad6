package io.memtracer.plugins.tlb;

import java.util.Arrays;

/**
 * The address spaces whose pages a vCPU keeps, in the order of their use. The first one is that of
 * what runs. Not thread-safe.
 */
final class Spaces {

  static final long NONE = -1;

  private final long[] kept;

  Spaces(final int limit) {
    kept = new long[limit];
    Arrays.fill(kept, NONE);
    kept[0] = 0;
  }

  /** Nobody knows any more which are kept. */
  void forget() {
    Arrays.fill(kept, NONE);
  }

  long current() {
    return kept[0];
  }

  /** Puts one in front; returns the one that had to go for it, or {@link #NONE}. */
  long enter(final long space) {
    long moving = space;
    for (int i = 0; i < kept.length; i++) {
      final long found = kept[i];
      kept[i] = moving;
      if (found == space) {
        return NONE;
      }
      moving = found;
    }
    return moving;
  }
}
