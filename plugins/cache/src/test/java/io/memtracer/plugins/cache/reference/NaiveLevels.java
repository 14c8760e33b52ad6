package io.memtracer.plugins.cache.reference;

import static io.memtracer.plugins.cache.reference.NaiveFigures.NOBODY;

import io.memtracer.plugins.cache.hierarchy.Hierarchy;
import io.memtracer.plugins.cache.options.HierarchySpec;
import io.memtracer.plugins.cache.options.Inclusion;
import io.memtracer.plugins.cache.options.LevelSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The caches and what they ask each other for. */
final class NaiveLevels {

  private final List<LevelSpec> specs;
  private final HierarchySpec spec;
  private final NaiveFigures figures;
  private final NaivePrefetches prefetches;
  private final Map<String, NaiveSets> caches = new HashMap<>();
  private final NaiveThreeC threeC;
  private final Set<Integer> vcpus = new TreeSet<>();

  /** Whether what was read last moved up from an exclusive level where it was dirty. */
  private boolean movedDirty;

  NaiveLevels(
      final HierarchySpec spec, final NaiveFigures figures, final NaivePrefetches prefetches) {
    this.spec = spec;
    this.figures = figures;
    this.prefetches = prefetches;
    specs = spec.levels();
    threeC = new NaiveThreeC(spec, figures);
  }

  /** Those that made an access. */
  Set<Integer> vcpus() {
    return vcpus;
  }

  NaiveSets cache(final int level, final int vcpu) {
    vcpus.add(vcpu);
    final int owner = specs.get(level).shared() ? 0 : vcpu;
    return caches.computeIfAbsent(
        level + " of " + owner,
        key ->
            new NaiveSets(
                specs.get(level), spec.lineBytes(), Hierarchy.seed(spec.seed(), level, owner)));
  }

  private boolean is(final int level, final Inclusion inclusion) {
    return level < specs.size() && specs.get(level).inclusion() == inclusion;
  }

  private void count(final String figure, final int level, final String who) {
    figures.count(figure + " " + specs.get(level).name() + " " + who, 1);
  }

  int read(final int level, final int vcpu, final long line, final String who) {
    movedDirty = false;
    if (level == specs.size()) {
      figures.count("memory reads", 1);
      return level;
    }
    count("references", level, who);
    final String cause = threeC.asked(level, vcpu, line, true, who);
    final NaiveSets cache = cache(level, vcpu);
    if (is(level, Inclusion.EXCLUSIVE) && cache.take(line)) {
      movedDirty = cache.dirty.remove(line);
      return level;
    }
    if (cache.use(line)) {
      prefetches.used(level, vcpu, cache, line, who);
      return level;
    }
    count("misses", level, who);
    count(cause, level, who);
    final int answer = read(level + 1, vcpu, line, who);
    if (!is(level, Inclusion.EXCLUSIVE)) {
      bring(level, vcpu, line, movedDirty);
      movedDirty = false;
      prefetches.missed(level, vcpu, line);
    }
    return answer;
  }

  int write(final int level, final int vcpu, final long line, final String who) {
    if (level == specs.size()) {
      figures.count("memory writes", 1);
      return level;
    }
    final LevelSpec one = specs.get(level);
    count("references", level, who);
    if (who.equals(NOBODY)) {
      figures.count("received " + one.name(), 1);
    }
    final String cause = threeC.asked(level, vcpu, line, one.allocate(), who);
    final NaiveSets cache = cache(level, vcpu);
    int answer = level;
    if (cache.use(line)) {
      if (!who.equals(NOBODY)) {
        prefetches.used(level, vcpu, cache, line, who);
      }
    } else {
      count("misses", level, who);
      count(cause, level, who);
      if (!who.equals(NOBODY)) {
        prefetches.missed(level, vcpu, line);
      }
      if (!one.allocate() || is(level, Inclusion.EXCLUSIVE)) {
        return write(level + 1, vcpu, line, who);
      }
      answer = read(level + 1, vcpu, line, who);
      bring(level, vcpu, line, movedDirty);
    }
    if (one.writeBack()) {
      cache.dirty.add(line);
    } else {
      write(level + 1, vcpu, line, NOBODY);
    }
    return answer;
  }

  /** Another vCPU's store takes a line; returns whether it was there. */
  boolean take(final int level, final int vcpu, final long line) {
    final boolean wasThere = cache(level, vcpu).take(line);
    threeC.taken(level, vcpu, line, wasThere, "coherence");
    return wasThere;
  }

  void prefetch(final int level, final int vcpu, final long line) {
    read(level + 1, vcpu, line, NOBODY);
    bring(level, vcpu, line, movedDirty);
    cache(level, vcpu).ahead.add(line);
    figures.count("prefetched " + specs.get(level).name(), 1);
  }

  private void bring(final int level, final int vcpu, final long line, final boolean dirty) {
    final NaiveSets cache = cache(level, vcpu);
    final Long evicted = cache.insert(line);
    if (dirty) {
      cache.dirty.add(line);
    }
    if (evicted == null) {
      return;
    }
    boolean changed = cache.dirty.remove(evicted);
    if (is(level, Inclusion.INCLUSIVE)) {
      for (int above = 0; above < level; above++) {
        for (final int other : specs.get(level).shared() ? vcpus : Set.of(vcpu)) {
          final boolean wasThere = cache(above, other).take(evicted);
          threeC.taken(above, other, evicted, wasThere, "inclusion");
          if (wasThere) {
            count("back-invalidated", above, "");
            changed |= cache(above, other).dirty.remove(evicted);
          }
        }
      }
    }
    if (changed) {
      count("write-backs", level, "");
      writeBack(level + 1, vcpu, evicted);
    } else if (is(level + 1, Inclusion.EXCLUSIVE)) {
      count("clean", level + 1, "");
      receive(level + 1, vcpu, evicted);
    }
  }

  private void receive(final int level, final int vcpu, final long line) {
    if (!cache(level, vcpu).use(line)) {
      bring(level, vcpu, line, false);
    }
  }

  void writeBack(final int level, final int vcpu, final long line) {
    if (level == specs.size()) {
      figures.count("memory writes", 1);
      return;
    }
    final LevelSpec one = specs.get(level);
    figures.count("received " + one.name(), 1);
    threeC.asked(level, vcpu, line, one.allocate(), NOBODY);
    final boolean known = cache(level, vcpu).use(line);
    if (!known && !one.allocate()) {
      writeBack(level + 1, vcpu, line);
      return;
    }
    if (!known || is(level, Inclusion.EXCLUSIVE)) {
      for (int next = level + 1; is(next, Inclusion.EXCLUSIVE); next++) {
        cache(next, vcpu).take(line);
        cache(next, vcpu).dirty.remove(line);
      }
    }
    if (!known) {
      bring(level, vcpu, line, false);
    }
    if (one.writeBack()) {
      cache(level, vcpu).dirty.add(line);
    } else {
      writeBack(level + 1, vcpu, line);
    }
  }

  long dirty(final int level) {
    return caches.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(level + " "))
        .mapToLong(entry -> entry.getValue().dirty.size())
        .sum();
  }

  /** Whether a vCPU has it in a cache of its own. */
  boolean has(final int vcpu, final long line) {
    for (int level = 0; level < spec.privateLevels(); level++) {
      if (cache(level, vcpu).has(line)) {
        return true;
      }
    }
    return false;
  }
}
