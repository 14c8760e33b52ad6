package io.memtracer.plugins.cache.options;

import io.memtracer.api.InvalidOptionException;
import java.util.List;

/** Refuses links between levels that can't be. */
public final class LinkChecks {

  private LinkChecks() {}

  public static void check(final HierarchySpec spec) {
    final List<LevelSpec> levels = spec.levels();
    if (levels.get(0).inclusion() != Inclusion.NON_INCLUSIVE) {
      throw new InvalidOptionException(
          "level %s has none before it that it could be %s of"
              .formatted(levels.get(0).name(), levels.get(0).inclusion().key()));
    }
    for (int level = 1; level < levels.size(); level++) {
      if (levels.get(level).inclusion() == Inclusion.EXCLUSIVE) {
        checkExclusive(spec, levels.get(level), levels.get(level - 1));
      }
    }
    if (spec.coherent() && levels.get(0).shared()) {
      throw new InvalidOptionException(
          "coherence is between caches of vCPUs, but level %s is shared: leave one of them out"
              .formatted(levels.get(0).name()));
    }
  }

  private static void checkExclusive(
      final HierarchySpec spec, final LevelSpec level, final LevelSpec before) {
    if (!level.writeBack() || !level.allocate()) {
      throw new InvalidOptionException(
          "level %s is exclusive, so it takes whatever %s loses: leave write-through and no-allocate out"
              .formatted(level.name(), before.name()));
    }
    if (!before.writeBack()) {
      throw new InvalidOptionException(
          "lines move from %s to %s as they are, so %s can't be write-through"
              .formatted(level.name(), before.name(), before.name()));
    }
    if (level.prefetch() != Prefetch.NONE) {
      throw new InvalidOptionException(
          "level %s is exclusive, so it takes nothing but what %s loses: leave %s out"
              .formatted(level.name(), before.name(), level.prefetch().key()));
    }
    if (spec.threeC()) {
      throw new InvalidOptionException(
          "three-c compares a level with one that keeps what it is asked for, but level %s is"
                  .formatted(level.name())
              + " exclusive and gives that away: leave one of the two out");
    }
  }
}
