package io.memtracer.plugins.cache.options;

import java.util.List;

/**
 * What a hierarchy is like.
 *
 * @param levels private ones before shared ones
 * @param lineBytes a power of two
 * @param seed of the policies that need one
 * @param threeC whether it is looked at why levels miss
 * @param coherent whether a store takes the line from other vCPUs' private caches
 */
public record HierarchySpec(
    List<LevelSpec> levels, int lineBytes, long seed, boolean threeC, boolean coherent) {

  /** Whether caches have to do with each other beyond asking the next one. */
  public boolean linked() {
    return coherent || levels.stream().anyMatch(LevelSpec::linked);
  }

  /** Whether some are inclusive or exclusive. */
  public boolean inclusions() {
    return levels.stream().anyMatch(level -> level.inclusion() != Inclusion.NON_INCLUSIVE);
  }

  public boolean prefetches() {
    return levels.stream().anyMatch(level -> level.prefetch() != Prefetch.NONE);
  }

  public int privateLevels() {
    return (int) levels.stream().filter(level -> !level.shared()).count();
  }
}
