package io.memtracer.plugins.cache.policy;

/**
 * Re-reference interval prediction with hit priority and two bits: A. Jaleel, K. B. Theobald, S. C.
 * Steely and J. Emer, "High performance cache replacement using re-reference interval prediction
 * (RRIP)", ISCA 2010.
 *
 * <p>Each line has a prediction of when it is used next, 0 (soon) to 3 (not for long). A use makes
 * it 0; what it comes with is where the policies differ. The first one in the set that has 3 goes;
 * if there is none, all get one more until there is.
 */
final class RripSets extends PlacedSets {

  private static final byte SOON = 0;
  private static final byte DISTANT = 3;

  private final byte[] predictions;
  private final RripInsertion insertion;

  RripSets(final int sets, final int ways, final RripInsertion insertion) {
    super(sets, ways);
    predictions = new byte[sets * ways];
    this.insertion = insertion;
  }

  @Override
  void used(final int set, final int way) {
    predictions[set * ways + way] = SOON;
  }

  @Override
  void inserted(final int set, final int way) {
    predictions[set * ways + way] = insertion.distant(set) ? DISTANT : DISTANT - 1;
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
  public boolean insertionCountsAsUse() {
    return false;
  }
}
