package io.memtracer.plugins.cache.causes;

import io.memtracer.plugins.support.Kinds;

/**
 * Why a level missed, in all its caches, each by {@link Kinds} and for nobody. What is neither cold
 * nor a conflict is for want of room.
 */
public final class MissCauses {

  /** The cache never had the line. */
  public final long[] cold = new long[Kinds.COUNT + 1];

  /** One with a single set of the same size and LRU would have had it. */
  public final long[] conflict = new long[Kinds.COUNT + 1];

  /** What that one missed, whether the cache did or not. */
  public final long[] fullyAssociative = new long[Kinds.COUNT + 1];
}
