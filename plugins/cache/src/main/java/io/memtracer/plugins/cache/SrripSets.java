package io.memtracer.plugins.cache;

/**
 * Static re-reference interval prediction with hit priority and two bits: A. Jaleel, K. B.
 * Theobald, S. C. Steely and J. Emer, "High performance cache replacement using re-reference
 * interval prediction (RRIP)", ISCA 2010.
 *
 * <p>Each line has a prediction of when it is used next, 0 (soon) to 3 (not for long). It comes
 * with 2, and a use makes it 0. The first one in the set that has 3 goes; if there is none, all get
 * one more until there is.
 */
final class SrripSets extends PlacedSets {

  private static final byte SOON = 0;
  private static final byte LONG = 2;
  private static final byte DISTANT = 3;

  private final byte[] predictions;

  SrripSets(final int sets, final int ways) {
    super(sets, ways);
    predictions = new byte[sets * ways];
  }

  @Override
  void used(final int set, final int way) {
    predictions[set * ways + way] = SOON;
  }

  @Override
  void inserted(final int set, final int way) {
    predictions[set * ways + way] = LONG;
  }

  @Override
  int victim(final int set) {
    final int first = set * ways;
    int farthest = 0;
    for (int way = 1; way < ways; way++) {
      if (predictions[first + way] > predictions[first + farthest]) {
        farthest = way;
      }
    }
    final int more = DISTANT - predictions[first + farthest];
    for (int way = 0; way < ways; way++) {
      predictions[first + way] += (byte) more;
    }
    return farthest;
  }

  @Override
  boolean insertionCountsAsUse() {
    return false;
  }
}
