package io.memtracer.plugins.cache.policy;

/**
 * DRRIP, the dynamic one: SRRIP or BRRIP, whichever misses less. Some sets always follow the one or
 * the other, and a counter that their misses move up and down says what all others do.
 *
 * <p>As in the paper, 32 sets for each policy and a counter of 10 bits; small caches have fewer: a
 * quarter of their sets, down to one. Each policy has its leaders at another place of its region
 * (complement-select of M. K. Qureshi, A. Jaleel, Y. N. Patt, S. C. Steely and J. Emer, "Adaptive
 * insertion policies for high performance caching", ISCA 2007), so that aligned data don't decide.
 */
public final class SetDuel implements RripInsertion {

  public static final int MIN_SETS = 2;

  private static final int MAX_REGIONS = 32;
  private static final int FOLLOWED = 4;
  private static final int MAX_COUNT = 1023;
  private static final int STATIC_UP_TO = MAX_COUNT / 2;

  private final RripInsertion bimodal;
  private final int regions;
  private final int regionSets;

  private int count = STATIC_UP_TO;

  /**
   * Makes one that prefers SRRIP.
   *
   * @param sets at least {@link #MIN_SETS}
   * @param seed of BRRIP's chance
   */
  SetDuel(final int sets, final long seed) {
    bimodal = RripInsertion.bimodal(seed);
    regions = Math.max(1, Math.min(MAX_REGIONS, sets / FOLLOWED));
    regionSets = sets / regions;
  }

  @Override
  public boolean distant(final int set) {
    final int leader = leader(set);
    if (leader > 0) {
      count = Math.min(MAX_COUNT, count + 1);
      return false;
    }
    if (leader < 0) {
      count = Math.max(0, count - 1);
      return bimodal.distant(set);
    }
    return count > STATIC_UP_TO && bimodal.distant(set);
  }

  /** 1 if a set always does as SRRIP, -1 if it always does as BRRIP, 0 if it follows. */
  int leader(final int set) {
    final int region = set / regionSets;
    if (region >= regions) {
      return 0;
    }
    final int place = set % regionSets;
    if (place == region % regionSets) {
      return 1;
    }
    return place == (region + regionSets / 2) % regionSets ? -1 : 0;
  }
}
