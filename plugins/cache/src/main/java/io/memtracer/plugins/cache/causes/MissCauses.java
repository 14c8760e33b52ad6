package io.memtracer.plugins.cache.causes;

import io.memtracer.plugins.support.Kinds;

/** Why a level missed, in all its caches, each by {@link Kinds} and for nobody. */
public final class MissCauses {

  /** Another vCPU's store had taken the line. */
  public final long[] coherence = new long[Kinds.COUNT + 1];

  /** An inclusive level behind had lost the line, and with it this one. */
  public final long[] inclusion = new long[Kinds.COUNT + 1];

  /** The cache was never asked for the line. */
  public final long[] cold = new long[Kinds.COUNT + 1];

  /** One with a single set of the same size and LRU would have had it. */
  public final long[] conflict = new long[Kinds.COUNT + 1];

  /** There wasn't room for all that is used in turn. */
  public final long[] capacity = new long[Kinds.COUNT + 1];

  /** What the one with a single set missed, whether the cache did or not. */
  public final long[] fullyAssociative = new long[Kinds.COUNT + 1];
}
