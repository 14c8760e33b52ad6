package io.memtracer.plugins.cache;

import io.memtracer.plugins.support.Kinds;

/** What was counted at one level, in all its caches. */
final class LevelCounts {

  /** Misses by {@link Kinds}, and those for nobody. */
  final long[] misses = new long[Kinds.COUNT + 1];

  /** Lines that went and had been written to. */
  long writeBacks;

  /** Writes that the level above sent: its write-backs, and what it writes through. */
  long writesIn;
}
