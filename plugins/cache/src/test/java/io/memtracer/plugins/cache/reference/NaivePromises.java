package io.memtracer.plugins.cache.reference;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.plugins.cache.options.HierarchySpec;
import io.memtracer.plugins.cache.options.Inclusion;
import io.memtracer.plugins.cache.options.LevelSpec;
import java.util.List;
import java.util.Set;

/** What the words of levels promise, whatever is done for it. */
final class NaivePromises {

  private NaivePromises() {}

  static void check(final HierarchySpec spec, final NaiveLevels levels) {
    for (final int vcpu : levels.vcpus()) {
      for (int level = 1; level < spec.levels().size(); level++) {
        checkInclusion(spec.levels(), levels, level, vcpu);
      }
      for (int level = 0; spec.coherent() && level < spec.privateLevels(); level++) {
        for (final long line : levels.cache(level, vcpu).dirty) {
          assertFalse(
              levels.vcpus().stream()
                  .filter(other -> other != vcpu)
                  .anyMatch(other -> levels.has(other, line)),
              spec::toString);
        }
      }
    }
  }

  private static void checkInclusion(
      final List<LevelSpec> specs, final NaiveLevels levels, final int level, final int vcpu) {
    final Set<Long> lines = levels.cache(level, vcpu).lines();
    final Inclusion inclusion = specs.get(level).inclusion();
    if (inclusion == Inclusion.INCLUSIVE) {
      for (int above = 0; above < level; above++) {
        assertTrue(lines.containsAll(levels.cache(above, vcpu).lines()), specs::toString);
      }
    }
    // A shared level has what one vCPU lost while another still has it.
    if (inclusion == Inclusion.EXCLUSIVE
        && (!specs.get(level).shared() || levels.vcpus().size() == 1)) {
      assertFalse(
          levels.cache(level - 1, vcpu).lines().stream().anyMatch(lines::contains),
          specs::toString);
    }
  }
}
