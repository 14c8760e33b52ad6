package io.memtracer.plugins.cache.options;

import io.memtracer.plugins.cache.policy.Policy;
import java.util.List;
import java.util.Optional;

/**
 * Sets of the level with the fewest, and those of the others in which their lines are: what happens
 * in the ones doesn't depend on the others, so that they can be looked at apart.
 */
public final class ApartSets {

  private ApartSets() {}

  /** How many there are, if there is no {@link #problem}. */
  public static int count(final HierarchySpec spec) {
    return spec.levels().stream().mapToInt(one -> one.sets(spec.lineBytes())).min().orElseThrow();
  }

  /** Why there aren't any; empty if there are. */
  public static Optional<String> problem(final HierarchySpec spec) {
    final List<LevelSpec> levels = spec.levels();
    final int sets = count(spec);
    if (Integer.bitCount(sets) != 1
        || levels.stream().anyMatch(one -> one.sets(spec.lineBytes()) % sets != 0)) {
      return Optional.of(
          "the level with the fewest has %d: that must be a power of two, and all other levels have"
                  .formatted(sets)
              + " so many or a multiple of that");
    }
    if (levels.stream().anyMatch(one -> one.policy() == Policy.DRRIP)) {
      return Optional.of("those of drrip decide together which policy they follow");
    }
    return spec.prefetches() || spec.threeC()
        ? Optional.of("next-line, stride and three-c are about all of them")
        : Optional.empty();
  }
}
