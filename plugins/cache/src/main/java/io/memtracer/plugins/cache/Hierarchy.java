package io.memtracer.plugins.cache;

import io.memtracer.plugins.support.Kinds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** All caches: those of a vCPU are made when it makes its first access. */
final class Hierarchy {

  private static final int VCPUS = 256;

  private final List<LevelSpec> specs;
  private final int lineBytes;
  private final long seed;
  private final LevelCounts[] counts;
  private final Memory memory;

  /** The shared caches, null where a level is private. */
  private final Cache[] shared;

  /** Of each level, if they are asked for. */
  private final List<MissCauses> causes = new ArrayList<>();

  private final List<List<CacheLevel>> caches = new ArrayList<>();
  private final FirstLevel[] firstLevels = new FirstLevel[VCPUS];

  /**
   * Makes it.
   *
   * @param specs the levels, private ones before shared ones
   * @param lineBytes a power of two
   * @param seed of the policies that need one
   * @param threeC whether it is looked at why levels miss
   */
  Hierarchy(
      final List<LevelSpec> specs, final int lineBytes, final long seed, final boolean threeC) {
    this.specs = specs;
    this.lineBytes = lineBytes;
    this.seed = seed;
    counts = new LevelCounts[specs.size()];
    shared = new Cache[specs.size()];
    memory = new Memory(specs.size());
    specs.forEach(spec -> caches.add(new ArrayList<>()));
    if (threeC) {
      specs.forEach(spec -> causes.add(new MissCauses()));
    }
    Storage next = memory;
    for (int level = specs.size() - 1; level >= 0; level--) {
      counts[level] = new LevelCounts();
      if (specs.get(level).shared()) {
        shared[level] = create(level, 0, next);
        next = shared[level];
      }
    }
  }

  /** What a vCPU looks into first. */
  FirstLevel firstLevel(final int vcpu) {
    final int who = shared[0] == null ? vcpu : 0;
    if (firstLevels[who] == null) {
      Storage next = memory;
      Cache cache = null;
      for (int level = specs.size() - 1; level >= 0; level--) {
        cache = shared[level] == null ? create(level, vcpu, next) : shared[level];
        next = cache;
      }
      final int sets = specs.get(0).sets(lineBytes);
      firstLevels[who] =
          causes.isEmpty() ? new FirstLevel(cache, sets) : new LastLineOnly(cache, sets);
    }
    return firstLevels[who];
  }

  private Cache create(final int level, final int vcpu, final Storage next) {
    final LevelSpec spec = specs.get(level);
    final CacheSets sets =
        spec.policy().create(spec.sets(lineBytes), spec.ways(), seed(seed, level, vcpu));
    final CacheLevel cache = new CacheLevel(level, spec, sets, counts[level], next);
    caches.get(level).add(cache);
    return causes.isEmpty()
        ? cache
        : new ClassifiedCache(cache, level, spec, lineBytes, causes.get(level));
  }

  /** Caches of one run don't make the same choices. */
  static long seed(final long seed, final int level, final int vcpu) {
    return seed + (((long) level * VCPUS + vcpu) << 40);
  }

  List<LevelSpec> specs() {
    return specs;
  }

  int lineBytes() {
    return lineBytes;
  }

  LevelCounts counts(final int level) {
    return counts[level];
  }

  /** The misses of each level, by {@link Kinds}. */
  List<long[]> misses() {
    return Arrays.stream(counts).map(level -> level.misses).toList();
  }

  /** Why each level missed; empty if nobody asked. */
  List<MissCauses> causes() {
    return causes;
  }

  Memory memory() {
    return memory;
  }

  /** How many lines in the caches of a level memory doesn't know yet. */
  long dirtyLines(final int level) {
    return caches.get(level).stream().mapToLong(CacheLevel::dirtyLines).sum();
  }
}
