package io.memtracer.plugins.cache.policy;

import java.util.SplittableRandom;

/** What is predicted of a line that comes, in the three policies of {@link RripSets}. */
interface RripInsertion {

  /** One line in so many comes with a long interval in BRRIP, the others with a distant one. */
  int RARELY = 32;

  /**
   * A line has come.
   *
   * @param set where
   * @return whether its next use is predicted for the distant future, not only after a long time
   */
  boolean distant(int set);

  /** SRRIP, the static one: a long interval for all. */
  static RripInsertion always() {
    return set -> false;
  }

  /** BRRIP, the bimodal one: a distant interval for most, so that a few of many stay. */
  static RripInsertion bimodal(final long seed) {
    final SplittableRandom random = new SplittableRandom(seed);
    return set -> random.nextInt(RARELY) != 0;
  }
}
