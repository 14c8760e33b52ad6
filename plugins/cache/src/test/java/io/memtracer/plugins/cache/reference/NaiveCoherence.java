package io.memtracer.plugins.cache.reference;

import io.memtracer.plugins.cache.options.HierarchySpec;
import io.memtracer.plugins.cache.options.Inclusion;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What accesses do to the private caches of other vCPUs. */
final class NaiveCoherence {

  private final HierarchySpec spec;
  private final NaiveFigures figures;
  private final NaiveLevels levels;

  /** Lines that a level of a vCPU had until another one wrote to them. */
  private final Map<String, Set<Long>> lost = new HashMap<>();

  NaiveCoherence(final HierarchySpec spec, final NaiveFigures figures, final NaiveLevels levels) {
    this.spec = spec;
    this.figures = figures;
    this.levels = levels;
  }

  void before(final int vcpu, final long line, final String who) {
    if (!spec.coherent()) {
      return;
    }
    boolean asked = true;
    for (int level = 0; asked && level < spec.privateLevels(); level++) {
      final boolean wasLost = lost(level, vcpu).remove(line);
      asked = !levels.cache(level, vcpu).has(line);
      if (wasLost && asked) {
        count("coherence-misses", level, who);
      }
    }
    if (who.endsWith("ld")) {
      if (!levels.has(vcpu, line)) {
        load(vcpu, line);
      }
    } else if (!isDirty(vcpu, line)) {
      store(vcpu, line);
    }
  }

  void load(final int vcpu, final long line) {
    if (!spec.coherent()) {
      return;
    }
    for (final int other : levels.vcpus()) {
      boolean cleaned = false;
      for (int level = 0; other != vcpu && level < spec.privateLevels(); level++) {
        if (levels.cache(level, other).dirty.remove(line)) {
          count("cleaned", level, "");
          cleaned = true;
        }
      }
      if (cleaned) {
        levels.writeBack(home(), vcpu, line);
      }
    }
    final boolean isElsewhere =
        levels.vcpus().stream().anyMatch(other -> other != vcpu && levels.has(other, line));
    for (int level = spec.privateLevels(); isElsewhere && level < home(); level++) {
      if (levels.cache(level, vcpu).dirty.remove(line)) {
        levels.writeBack(home(), vcpu, line);
      }
    }
  }

  private void store(final int vcpu, final long line) {
    for (final int other : levels.vcpus()) {
      boolean wasDirty = false;
      for (int level = 0; other != vcpu && level < spec.privateLevels(); level++) {
        if (levels.take(level, other, line)) {
          count("by-stores", level, "");
          lost(level, other).add(line);
          wasDirty |= levels.cache(level, other).dirty.remove(line);
        }
      }
      if (wasDirty) {
        levels.writeBack(home(), vcpu, line);
      }
    }
  }

  private boolean isDirty(final int vcpu, final long line) {
    boolean dirty = false;
    for (int level = 0; level < spec.privateLevels(); level++) {
      dirty |= levels.cache(level, vcpu).dirty.contains(line);
    }
    return dirty;
  }

  /** The first shared level that may have what is in private caches, or memory. */
  private int home() {
    int level = spec.privateLevels();
    while (level < spec.levels().size()
        && spec.levels().get(level).inclusion() == Inclusion.EXCLUSIVE) {
      level++;
    }
    return level;
  }

  private Set<Long> lost(final int level, final int vcpu) {
    return lost.computeIfAbsent(level + " of " + vcpu, key -> new HashSet<>());
  }

  private void count(final String figure, final int level, final String who) {
    figures.count(figure + " " + spec.levels().get(level).name() + " " + who, 1);
  }
}
