package io.memtracer.plugins.cache.reference;

import io.memtracer.plugins.cache.options.HierarchySpec;
import io.memtracer.plugins.cache.options.LevelSpec;
import java.util.HashMap;
import java.util.Map;

/** Why levels miss. */
final class NaiveThreeC {

  private final HierarchySpec spec;
  private final NaiveFigures figures;
  private final Map<String, NaiveCauses> causes = new HashMap<>();

  NaiveThreeC(final HierarchySpec spec, final NaiveFigures figures) {
    this.spec = spec;
    this.figures = figures;
  }

  /** Why this is a miss at this level if it is one. */
  String asked(
      final int level, final int vcpu, final long line, final boolean allocate, final String who) {
    final LevelSpec one = spec.levels().get(level);
    final NaiveCauses beside = beside(level, vcpu);
    if (!beside.has(line)) {
      figures.count("fully-associative " + one.name() + " " + who, 1);
    }
    return beside.asked(line, allocate);
  }

  /** The cache has no longer got the line, if it had it, for a reason of others. */
  void taken(
      final int level, final int vcpu, final long line, final boolean wasHere, final String why) {
    beside(level, vcpu).taken(line, wasHere, why);
  }

  private NaiveCauses beside(final int level, final int vcpu) {
    final LevelSpec one = spec.levels().get(level);
    return causes.computeIfAbsent(
        level + " of " + (one.shared() ? 0 : vcpu),
        key -> new NaiveCauses(one.bytes() / spec.lineBytes()));
  }
}
