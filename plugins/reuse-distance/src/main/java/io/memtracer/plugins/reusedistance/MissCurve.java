package io.memtracer.plugins.reusedistance;

/**
 * How many references miss in a fully associative cache with LRU, by its size: those with a
 * distance of at least that many lines, and first uses.
 */
final class MissCurve {

  private final double references;

  /** For a cache of {@link LogBuckets#low}(i) lines, for each i. */
  private final double[] misses;

  /**
   * Adds up distances.
   *
   * @param distances by {@link LogBuckets}
   * @param cold first uses
   * @param references all there were
   */
  MissCurve(final double[] distances, final double cold, final double references) {
    this.references = references;
    misses = new double[distances.length + 1];
    misses[distances.length] = cold;
    for (int i = distances.length - 1; i >= 0; i--) {
      misses[i] = misses[i + 1] + distances[i];
    }
  }

  double references() {
    return references;
  }

  /** Those in a cache of {@link LogBuckets#low}(size) lines. */
  double misses(final int size) {
    return misses[size];
  }

  /** The share that misses in a cache of {@link LogBuckets#low}(size) lines. */
  double ratio(final int size) {
    return references == 0 ? 0 : Math.min(1, misses[size] / references);
  }

  /** The first size from which on a larger cache has nothing more. */
  int enough() {
    int size = misses.length - 1;
    while (size > 1 && misses[size - 1] == misses[size]) {
      size--;
    }
    return size;
  }
}
