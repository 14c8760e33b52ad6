package io.memtracer.plugins.cache;

/**
 * What one level of the hierarchy is like.
 *
 * @param name for reports
 * @param bytes size of each cache of the level
 * @param ways lines in a set
 * @param shared one for all vCPUs, or one for each
 * @param policy what goes when a set is full
 * @param writeBack whether a write stays here until its line goes, or is passed on at once
 * @param allocate whether a write that misses brings its line here
 */
record LevelSpec(
    String name,
    long bytes,
    int ways,
    boolean shared,
    Policy policy,
    boolean writeBack,
    boolean allocate) {

  /** A private LRU level that writes back and allocates. */
  static LevelSpec of(final String name, final long bytes, final int ways) {
    return new LevelSpec(name, bytes, ways, false, Policy.LRU, true, true);
  }

  LevelSpec inCommon() {
    return new LevelSpec(name, bytes, ways, true, policy, writeBack, allocate);
  }

  LevelSpec with(final Policy newPolicy) {
    return new LevelSpec(name, bytes, ways, shared, newPolicy, writeBack, allocate);
  }

  LevelSpec withWrites(final boolean back, final boolean allocating) {
    return new LevelSpec(name, bytes, ways, shared, policy, back, allocating);
  }

  int sets(final int lineBytes) {
    return (int) (bytes / lineBytes / ways);
  }
}
