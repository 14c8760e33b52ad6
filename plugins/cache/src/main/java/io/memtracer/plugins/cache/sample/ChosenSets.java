package io.memtracer.plugins.cache.sample;

import io.memtracer.api.InvalidOptionException;
import io.memtracer.plugins.cache.options.ApartSets;
import io.memtracer.plugins.cache.options.HierarchySpec;
import io.memtracer.plugins.cache.options.LevelSpec;
import io.memtracer.plugins.support.BlockSums;
import io.memtracer.plugins.support.Estimate;
import io.memtracer.plugins.support.Kinds;
import io.memtracer.plugins.support.SampledLines;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Some sets of the caches, chosen by a hash, and the lines that go there. What happens in a set
 * depends on its own lines only, so that these are simulated exactly; a set of the level with the
 * fewest stands for those of the others in which its lines are. How much the sets differ says how
 * much is known of all. Not thread-safe.
 */
public final class ChosenSets {

  /** With fewer, hardly anything would be known. */
  private static final int FEWEST = 16;

  private static final List<Kinds.Part> PARTS = List.of(Kinds.Part.values());

  private final List<LevelSpec> specs;
  private final int mask;

  /** For each chosen set its counters: of each level what it missed, by {@link Kinds}. */
  private final long[][] misses;

  private final int chosen;

  /** References to their lines, by {@link Kinds}. */
  private final long[] references = new long[Kinds.COUNT];

  private ChosenSets(final List<LevelSpec> specs, final int sets, final double share) {
    this.specs = specs;
    mask = sets - 1;
    misses = new long[sets][];
    chosen = (int) Math.max(1, Math.round(share * sets));
    IntStream.range(0, sets)
        .boxed()
        .sorted(Comparator.comparingLong(set -> SampledLines.value(set)))
        .limit(chosen)
        .forEach(set -> misses[set] = new long[specs.size() * Kinds.COUNT]);
  }

  /**
   * Chooses them.
   *
   * @param share of all sets, below 1
   * @throws InvalidOptionException if sets of these caches can't be looked at apart
   */
  public static ChosenSets of(final HierarchySpec spec, final double share) {
    final int sets = ApartSets.count(spec);
    if (sets < FEWEST) {
      throw new InvalidOptionException(
          "sample-lines chooses sets, but a level has only %d of them".formatted(sets));
    }
    ApartSets.problem(spec)
        .ifPresent(
            why -> {
              throw new InvalidOptionException("sample-lines chooses sets, but " + why);
            });
    return new ChosenSets(spec.levels(), sets, share);
  }

  boolean has(final long line) {
    return misses[(int) line & mask] != null;
  }

  /** A chosen line is asked for. */
  void refer(final int who) {
    references[who]++;
  }

  /**
   * A chosen line was asked for, and that wasn't passed over.
   *
   * @param answered index of the level that had it
   */
  void count(final long line, final int who, final int answered) {
    final long[] counters = misses[(int) line & mask];
    for (int level = 0; level < answered; level++) {
      counters[level * Kinds.COUNT + who]++;
    }
  }

  long[] references() {
    return references;
  }

  List<LevelSpec> specs() {
    return specs;
  }

  /** How many are chosen. */
  int chosen() {
    return chosen;
  }

  /** How many there are. */
  int all() {
    return mask + 1;
  }

  /** What a level is likely to miss in all sets, for each of its parts. */
  Map<Kinds.Part, Estimate> missesOf(final int level) {
    final BlockSums sums = new BlockSums(PARTS.size());
    final long[] counters = new long[Kinds.COUNT];
    for (final long[] ofSet : misses) {
      if (ofSet != null) {
        System.arraycopy(ofSet, level * Kinds.COUNT, counters, 0, Kinds.COUNT);
        sums.add(1, PARTS.stream().mapToLong(part -> part.all(counters)).toArray());
      }
    }
    final Map<Kinds.Part, Estimate> estimates = new EnumMap<>(Kinds.Part.class);
    for (int i = 0; i < PARTS.size(); i++) {
      estimates.put(PARTS.get(i), sums.estimate(i, all()));
    }
    return estimates;
  }
}
