package io.memtracer.plugins.heatmap;

/**
 * The options.
 *
 * @param blockBytes the finest that addresses are told apart, a power of two
 * @param windowAccesses the finest that times are told apart
 * @param rows of each picture at most
 * @param columns of each picture at most, even
 * @param limit blocks that are told apart at most
 * @param foldBytes what is left out, if so much or more between two blocks isn't accessed
 * @param lineShare of the lines that accesses are counted of, chosen by a hash: 1 is all
 */
record Shape(
    long blockBytes,
    long windowAccesses,
    int rows,
    int columns,
    int limit,
    long foldBytes,
    double lineShare) {

  /** Whether most lines aren't looked at. */
  boolean isOfSomeLines() {
    return lineShare < 1;
  }
}
