package io.memtracer.plugins.cache.hierarchy;

import io.memtracer.plugins.cache.causes.ClassifiedCache;
import io.memtracer.plugins.cache.causes.MissCauses;
import io.memtracer.plugins.cache.level.Cache;
import io.memtracer.plugins.cache.level.CacheLevel;
import io.memtracer.plugins.cache.level.FirstLevel;
import io.memtracer.plugins.cache.level.LastLineOnly;
import io.memtracer.plugins.cache.level.LevelCounts;
import io.memtracer.plugins.cache.level.Memory;
import io.memtracer.plugins.cache.level.Storage;
import io.memtracer.plugins.cache.options.HierarchySpec;
import io.memtracer.plugins.cache.options.LevelSpec;
import io.memtracer.plugins.cache.policy.CacheSets;
import io.memtracer.plugins.support.Kinds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** All caches: those of a vCPU are made when it makes its first access. */
public final class Hierarchy {

  private static final int VCPUS = 256;

  private final HierarchySpec spec;
  private final LevelCounts[] counts;
  private final Memory memory;

  /** The shared caches, null where a level is private. */
  private final Cache[] shared;

  /** Of each level, if they are asked for. */
  private final List<MissCauses> causes = new ArrayList<>();

  private final List<List<CacheSets>> caches = new ArrayList<>();

  /** Null if levels only ask each other. */
  private final LinkedCaches linked;

  private final FirstLevel[] firstLevels = new FirstLevel[VCPUS];

  public Hierarchy(final HierarchySpec spec) {
    this(spec, new Memory(spec.levels().size()));
  }

  /** Makes it before a memory, with the caches that vCPUs share. */
  public Hierarchy(final HierarchySpec spec, final Memory memory) {
    this.spec = spec;
    final int levels = spec.levels().size();
    counts = new LevelCounts[levels];
    shared = new Cache[levels];
    this.memory = memory;
    linked = spec.linked() ? new LinkedCaches(spec, memory, causes) : null;
    for (int level = 0; level < levels; level++) {
      caches.add(new ArrayList<>());
      if (spec.threeC()) {
        causes.add(new MissCauses());
      }
    }
    Storage next = memory;
    for (int level = levels - 1; level >= 0; level--) {
      counts[level] = new LevelCounts();
      if (specs().get(level).shared()) {
        shared[level] = create(level, 0, next);
        next = shared[level];
      }
    }
  }

  /** What a vCPU looks into first. */
  public FirstLevel firstLevel(final int vcpu) {
    final int who = shared[0] == null ? vcpu : 0;
    if (firstLevels[who] == null) {
      Storage next = memory;
      Cache cache = null;
      for (int level = shared.length - 1; level >= 0; level--) {
        cache = shared[level] == null ? create(level, vcpu, next) : shared[level];
        next = cache;
      }
      firstLevels[who] = firstLevel(cache);
    }
    return firstLevels[who];
  }

  private FirstLevel firstLevel(final Cache cache) {
    final int sets = specs().get(0).sets(spec.lineBytes());
    if (linked != null) {
      return linked.firstLevel(cache, sets);
    }
    return causes.isEmpty() ? new FirstLevel(cache, sets) : new LastLineOnly(cache, sets);
  }

  private Cache create(final int level, final int vcpu, final Storage next) {
    final LevelSpec one = specs().get(level);
    final int lineBytes = spec.lineBytes();
    final CacheSets sets =
        one.policy().create(one.sets(lineBytes), one.ways(), seed(spec.seed(), level, vcpu));
    caches.get(level).add(sets);
    if (linked != null) {
      return linked.create(level, sets, counts[level], next);
    }
    final CacheLevel cache = new CacheLevel(level, one, sets, counts[level], next);
    return causes.isEmpty()
        ? cache
        : new ClassifiedCache(cache, level, one, lineBytes, causes.get(level));
  }

  /** Caches of one run don't make the same choices. */
  public static long seed(final long seed, final int level, final int vcpu) {
    return seed + (((long) level * VCPUS + vcpu) << 40);
  }

  /** Adds what was counted of other lines in caches like these, which aren't used any more. */
  public void add(final Hierarchy other) {
    memory.add(other.memory);
    for (int level = 0; level < counts.length; level++) {
      counts[level].add(other.counts[level]);
      caches.get(level).addAll(other.caches.get(level));
    }
  }

  public HierarchySpec spec() {
    return spec;
  }

  public List<LevelSpec> specs() {
    return spec.levels();
  }

  public int lineBytes() {
    return spec.lineBytes();
  }

  public LevelCounts counts(final int level) {
    return counts[level];
  }

  /** The misses of each level, by {@link Kinds}. */
  public List<long[]> misses() {
    return Arrays.stream(counts).map(level -> level.misses).toList();
  }

  /** Why each level missed; empty if nobody asked. */
  public List<MissCauses> causes() {
    return causes;
  }

  public Memory memory() {
    return memory;
  }

  /** How many lines in the caches of a level memory doesn't know yet. */
  public long dirtyLines(final int level) {
    return caches.get(level).stream().mapToLong(CacheSets::dirty).sum();
  }
}
