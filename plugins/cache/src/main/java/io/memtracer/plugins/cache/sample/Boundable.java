package io.memtracer.plugins.cache.sample;

import io.memtracer.plugins.cache.options.HierarchySpec;
import io.memtracer.plugins.cache.options.Inclusion;
import io.memtracer.plugins.cache.options.LevelSpec;
import io.memtracer.plugins.cache.options.Prefetch;
import io.memtracer.plugins.cache.policy.Policy;
import java.util.List;
import java.util.Optional;

/**
 * Of which levels something can be said in a run of which blocks were traced: those that keep what
 * was used last, and that nobody else changes.
 *
 * @param levels from the first one on
 * @param why nothing is said of the others; empty if there are none
 */
record Boundable(List<LevelSpec> levels, String why) {

  private static final String CANNOT = " can't be estimated from blocks: ";

  static Boundable of(final HierarchySpec spec, final int vcpus) {
    final List<LevelSpec> all = spec.levels();
    if (vcpus > 1 && spec.coherent()) {
      return new Boundable(List.of(), "What misses" + CANNOT + "other vCPUs take lines away.");
    }
    if (all.stream().anyMatch(level -> level.inclusion() == Inclusion.INCLUSIVE)) {
      return new Boundable(
          List.of(), "What misses" + CANNOT + "an inclusive level takes lines away.");
    }
    for (int level = 0; level < all.size(); level++) {
      final Optional<String> reason = reason(all, level, vcpus);
      if (reason.isPresent()) {
        final String behind = level + 1 < all.size() ? " and the levels behind it miss" : " misses";
        return new Boundable(
            all.subList(0, level),
            "What " + all.get(level).name() + behind + CANNOT + reason.get());
      }
    }
    return new Boundable(all, "");
  }

  private static Optional<String> reason(
      final List<LevelSpec> all, final int level, final int vcpus) {
    final LevelSpec one = all.get(level);
    if (one.policy() != Policy.LRU) {
      return Optional.of("what it keeps depends on more than the order of use.");
    }
    if (one.prefetch() != Prefetch.NONE) {
      return Optional.of("what it fetches ahead depends on what was accessed before.");
    }
    if (one.inclusion() == Inclusion.EXCLUSIVE) {
      return Optional.of("it has what the level before it lost, which isn't known.");
    }
    if (!one.allocate()) {
      return Optional.of("what it writes doesn't come there.");
    }
    if (one.shared() && vcpus > 1) {
      return Optional.of("other vCPUs use it while accesses of one are left out.");
    }
    return level > 0 && !all.get(level - 1).writeBack()
        ? Optional.of("all that is written is written through to it.")
        : Optional.empty();
  }
}
