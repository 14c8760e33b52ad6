package io.memtracer.plugins.cache.policy;

import java.util.SplittableRandom;

/** Any line goes, all alike. */
final class RandomSets extends PlacedSets {

  private final SplittableRandom random;

  RandomSets(final int sets, final int ways, final long seed) {
    super(sets, ways);
    random = new SplittableRandom(seed);
  }

  @Override
  void used(final int set, final int way) {
    // What was used makes no difference.
  }

  @Override
  void inserted(final int set, final int way) {
    // Nor does what came.
  }

  @Override
  int victim(final int set) {
    return random.nextInt(ways);
  }
}
