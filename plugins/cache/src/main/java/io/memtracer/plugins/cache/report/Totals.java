package io.memtracer.plugins.cache.report;

import io.memtracer.api.EndOfTrace;
import io.memtracer.plugins.cache.hierarchy.Hierarchy;
import io.memtracer.plugins.cache.level.LevelCounts;
import io.memtracer.plugins.cache.options.LevelSpec;
import io.memtracer.plugins.support.InstructionRates;
import io.memtracer.plugins.support.Kinds;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/** All counts at the end. */
public final class Totals {

  private final Hierarchy hierarchy;
  private final long[] accesses;
  private final long[] crossings;
  private final long[] cold;
  private final EndOfTrace end;
  private final boolean partial;

  /**
   * Puts them together.
   *
   * @param accesses by {@link Kinds}
   * @param crossings lines that accesses went on to, by {@link Kinds}
   * @param cold lines accessed for the first time, by {@link Kinds}
   * @param end what is known of the run
   * @param partial whether accesses were made that aren't in the trace
   */
  public Totals(
      final Hierarchy hierarchy,
      final long[] accesses,
      final long[] crossings,
      final long[] cold,
      final EndOfTrace end,
      final boolean partial) {
    this.hierarchy = hierarchy;
    this.accesses = accesses;
    this.crossings = crossings;
    this.cold = cold;
    this.end = end;
    this.partial = partial;
  }

  Hierarchy hierarchy() {
    return hierarchy;
  }

  public long[] accesses() {
    return accesses;
  }

  long[] crossings() {
    return crossings;
  }

  long[] cold() {
    return cold;
  }

  /** Misses of a part of the code in 1,000 of its instructions, if these were counted. */
  OptionalDouble perThousandInstructions(final int level, final Kinds.Part part) {
    return InstructionRates.perThousand(end, part, misses(level));
  }

  boolean partial() {
    return partial;
  }

  public List<LevelSpec> levels() {
    return hierarchy.specs();
  }

  public LevelCounts counts(final int level) {
    return hierarchy.counts(level);
  }

  public long[] misses(final int level) {
    return counts(level).misses;
  }

  /** What a level was asked for: what the one before it hadn't got. */
  public long[] references(final int level) {
    if (level > 0) {
      return misses(level - 1);
    }
    final long[] lines = new long[Kinds.COUNT];
    Arrays.setAll(lines, who -> accesses[who] + crossings[who]);
    return lines;
  }

  /** What only memory had. */
  long[] fromMemory() {
    return misses(levels().size() - 1);
  }
}
