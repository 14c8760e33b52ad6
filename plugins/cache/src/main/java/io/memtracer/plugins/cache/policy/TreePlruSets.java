package io.memtracer.plugins.cache.policy;

/**
 * Tree-PLRU: a set's ways are the leaves of a binary tree with a bit at each node. A use makes the
 * bits on its way point to the other side; what all bits point to goes.
 *
 * <p>Nodes are numbered from 1, the children of n are 2 n and 2 n + 1, and the bits of a set are in
 * one long: 0 points to the left.
 */
public final class TreePlruSets extends PlacedSets {

  public static final int MAX_WAYS = 64;

  private final long[] trees;

  /**
   * Makes an empty cache.
   *
   * @param ways a power of two, at most {@link #MAX_WAYS}
   */
  TreePlruSets(final int sets, final int ways) {
    super(sets, ways);
    trees = new long[sets];
  }

  @Override
  void used(final int set, final int way) {
    long tree = trees[set];
    for (int node = ways + way; node > 1; node >>= 1) {
      final long parent = 1L << (node >> 1);
      tree = (node & 1) == 0 ? tree | parent : tree & ~parent;
    }
    trees[set] = tree;
  }

  @Override
  void inserted(final int set, final int way) {
    used(set, way);
  }

  @Override
  int victim(final int set) {
    final long tree = trees[set];
    int node = 1;
    while (node < ways) {
      node = 2 * node + (int) (tree >>> node & 1);
    }
    return node - ways;
  }
}
