package io.memtracer.plugins.cache.hierarchy;

import io.memtracer.plugins.cache.causes.ClassifiedCache;
import io.memtracer.plugins.cache.causes.MissCauses;
import io.memtracer.plugins.cache.coherence.Coherence;
import io.memtracer.plugins.cache.coherence.PrivateCaches;
import io.memtracer.plugins.cache.inclusion.ExclusiveLevel;
import io.memtracer.plugins.cache.inclusion.Held;
import io.memtracer.plugins.cache.inclusion.LinkedLevel;
import io.memtracer.plugins.cache.level.Cache;
import io.memtracer.plugins.cache.level.FirstLevel;
import io.memtracer.plugins.cache.level.LevelCounts;
import io.memtracer.plugins.cache.level.Storage;
import io.memtracer.plugins.cache.options.HierarchySpec;
import io.memtracer.plugins.cache.options.Inclusion;
import io.memtracer.plugins.cache.options.LevelSpec;
import io.memtracer.plugins.cache.options.Prefetch;
import io.memtracer.plugins.cache.policy.CacheSets;
import io.memtracer.plugins.cache.prefetch.CurrentAccess;
import io.memtracer.plugins.cache.prefetch.Prefetcher;
import io.memtracer.plugins.cache.prefetch.PrefetchingLevel;
import io.memtracer.plugins.cache.prefetch.StridePrefetcher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Makes the caches of a hierarchy in which some are linked: shared ones first, then those of each
 * vCPU, from the last level to the first.
 */
final class LinkedCaches {

  private final HierarchySpec spec;
  private final CurrentAccess current = new CurrentAccess();

  /** Of each level what was made last: it is before or behind what is made next. */
  private final Held[] held;

  private final PrefetchingLevel[] prefetching;

  /** What has a line when no private cache has it dirty. */
  private Storage home;

  /** Of each level, if they are asked for. */
  private final List<MissCauses> causes;

  /** Null before the first vCPU, and if nobody asked for it. */
  private Coherence coherence;

  LinkedCaches(final HierarchySpec spec, final Storage memory, final List<MissCauses> causes) {
    this.spec = spec;
    this.causes = causes;
    held = new Held[spec.levels().size()];
    prefetching = new PrefetchingLevel[spec.levels().size()];
    home = memory;
  }

  Cache create(
      final int index, final CacheSets sets, final LevelCounts counts, final Storage next) {
    final LevelSpec level = spec.levels().get(index);
    held[index] = new Held(sets, counts);
    if (index + 1 < held.length) {
      held[index + 1].isBehind(held[index]);
    }
    if (level.inclusion() == Inclusion.EXCLUSIVE) {
      return new ExclusiveLevel(index, held[index], next);
    }
    final LinkedLevel linked = new LinkedLevel(index, level, held[index], next);
    Cache cache = linked;
    if (level.prefetch() != Prefetch.NONE) {
      prefetching[index] = new PrefetchingLevel(linked, index, counts, prefetcher(level));
      cache = prefetching[index];
    }
    if (spec.threeC()) {
      cache = classified(index, cache);
    }
    if (level.shared()) {
      home = cache;
    }
    return cache;
  }

  private Cache classified(final int index, final Cache cache) {
    final ClassifiedCache classified =
        new ClassifiedCache(
            cache, index, spec.levels().get(index), spec.lineBytes(), causes.get(index));
    held[index].isOf(classified);
    return classified;
  }

  private Prefetcher prefetcher(final LevelSpec level) {
    final int lineShift = Integer.numberOfTrailingZeros(spec.lineBytes());
    return level.prefetch() == Prefetch.NEXT_LINE
        ? Prefetcher.nextLine(lineShift)
        : new StridePrefetcher(current, lineShift);
  }

  /** What a vCPU looks into first, when all its caches are made. */
  FirstLevel firstLevel(final Cache cache, final int sets) {
    final List<PrefetchingLevel> privateOnes = new ArrayList<>();
    final List<PrefetchingLevel> sharedOnes = new ArrayList<>();
    for (int level = 0; level < held.length; level++) {
      if (prefetching[level] != null) {
        (spec.levels().get(level).shared() ? sharedOnes : privateOnes).add(prefetching[level]);
      }
    }
    final FirstLevel first =
        new LinkedFirstLevel(cache, sets, spec.threeC(), current, join(), privateOnes, sharedOnes);
    held[0].isOf(first);
    return first;
  }

  /** The first of the shared levels, as long as they are exclusive. */
  private List<Held> beforeHome() {
    final List<Held> before = new ArrayList<>();
    for (int level = spec.privateLevels();
        level < held.length && spec.levels().get(level).inclusion() == Inclusion.EXCLUSIVE;
        level++) {
      before.add(held[level]);
    }
    return before;
  }

  private PrivateCaches join() {
    if (!spec.coherent()) {
      return null;
    }
    if (coherence == null) {
      coherence = new Coherence(home, beforeHome());
    }
    return coherence.join(Arrays.asList(held).subList(0, spec.privateLevels()));
  }
}
