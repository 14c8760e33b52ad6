package io.memtracer.plugins.cache.options;

import io.memtracer.plugins.cache.policy.Policy;

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
 * @param inclusion what it has of what the levels before it have
 * @param prefetch what is fetched before it is asked for
 */
public record LevelSpec(
    String name,
    long bytes,
    int ways,
    boolean shared,
    Policy policy,
    boolean writeBack,
    boolean allocate,
    Inclusion inclusion,
    Prefetch prefetch) {

  /** A private LRU level that writes back, allocates, and cares for no other level. */
  public static LevelSpec of(final String name, final long bytes, final int ways) {
    return new LevelSpec(
        name, bytes, ways, false, Policy.LRU, true, true, Inclusion.NON_INCLUSIVE, Prefetch.NONE);
  }

  LevelSpec inCommon() {
    return new LevelSpec(name, bytes, ways, true, policy, writeBack, allocate, inclusion, prefetch);
  }

  public LevelSpec with(final Policy newPolicy) {
    return new LevelSpec(
        name, bytes, ways, shared, newPolicy, writeBack, allocate, inclusion, prefetch);
  }

  LevelSpec withWrites(final boolean back, final boolean allocating) {
    return new LevelSpec(name, bytes, ways, shared, policy, back, allocating, inclusion, prefetch);
  }

  public LevelSpec with(final Inclusion newInclusion) {
    return new LevelSpec(
        name, bytes, ways, shared, policy, writeBack, allocate, newInclusion, prefetch);
  }

  public LevelSpec with(final Prefetch newPrefetch) {
    return new LevelSpec(
        name, bytes, ways, shared, policy, writeBack, allocate, inclusion, newPrefetch);
  }

  /** Whether it has to do with other levels more than asking the next one. */
  public boolean linked() {
    return inclusion != Inclusion.NON_INCLUSIVE || prefetch != Prefetch.NONE;
  }

  public int sets(final int lineBytes) {
    return (int) (bytes / lineBytes / ways);
  }
}
