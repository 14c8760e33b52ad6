package io.memtracer.plugins.cache.level;

import io.memtracer.plugins.cache.options.ApartSets;
import io.memtracer.plugins.cache.options.HierarchySpec;
import io.memtracer.plugins.cache.policy.Policy;
import io.memtracer.plugins.support.SampledLines;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which sets one of several analyzers looks at that share the work. They are dealt out in the order
 * of a hash, so that each gets as many, and a program's strides don't meet all in those of one.
 */
public final class SetShare {

  /** More analyzers than this would do little else than pass over records. */
  private static final int MOST = 64;

  /** For each set of the first level: all bits if it is looked at here, none if it isn't. */
  final long[] looked;

  private SetShare(final int sets) {
    looked = new long[sets];
  }

  /** How many analyzers can share the work: 1 if sets can't be looked at apart. */
  public static int most(final HierarchySpec spec) {
    final boolean byChance =
        spec.levels().stream()
            .anyMatch(one -> one.policy() == Policy.RANDOM || one.policy() == Policy.BRRIP);
    return byChance || ApartSets.problem(spec).isPresent()
        ? 1
        : Math.min(MOST, ApartSets.count(spec));
  }

  /** One of some shares; with a single one, all sets. */
  public static SetShare of(final HierarchySpec spec, final int share, final int shares) {
    final SetShare own = new SetShare(spec.levels().get(0).sets(spec.lineBytes()));
    if (shares == 1) {
      Arrays.fill(own.looked, -1);
      return own;
    }
    final int apart = ApartSets.count(spec);
    final List<Integer> dealt =
        IntStream.range(0, apart)
            .boxed()
            .sorted(Comparator.comparingLong(set -> SampledLines.value(set)))
            .toList();
    for (int i = share; i < apart; i += shares) {
      for (int set = dealt.get(i); set < own.looked.length; set += apart) {
        own.looked[set] = -1;
      }
    }
    return own;
  }

  /** Whether a line's sets are looked at here. */
  boolean has(final long line) {
    return looked[(int) line & (looked.length - 1)] != 0;
  }
}
