package io.memtracer.plugins.support;

import io.memtracer.api.result.Item;
import io.memtracer.api.result.Section;
import java.util.Arrays;
import java.util.List;

/**
 * Of a run of which blocks were traced: between which bounds the misses of levels of caches are.
 * What they hold when a block begins isn't known: some are misses in any case, others may be
 * ({@link LruBounds}). How much the blocks differ says how near both are.
 *
 * <p>Not thread-safe.
 */
public final class MissBounds {

  /** Misses in any case, and those with what may be misses, of each {@link Kinds.Part}. */
  private static final int FIGURES = 2;

  private static final List<Kinds.Part> PARTS = List.of(Kinds.Part.values());

  /** Behind the misses there is what is written back. */
  private static final int OF_LEVEL = FIGURES * (PARTS.size() + 1);

  private final List<String> levels;
  private final int mostPerAccess;
  private final BlockSums sums;
  private final long[] figures;

  /** In the block that isn't over, for each level by {@link Kinds}. */
  private final long[][] certain;

  private final long[][] possible;

  /** Lines written back, for each level. */
  private final long[] certainWrites;

  private final long[] possibleWrites;
  private long accesses;
  private long missing;

  /**
   * Of nothing yet.
   *
   * @param levels what reports call them
   * @param mostPerAccess how often a level may miss for one access, which may be to several lines
   */
  public MissBounds(final List<String> levels, final int mostPerAccess) {
    this.levels = List.copyOf(levels);
    this.mostPerAccess = mostPerAccess;
    final int count = levels.size();
    sums = new BlockSums(OF_LEVEL * count);
    figures = new long[OF_LEVEL * count];
    certain = new long[count][Kinds.COUNT];
    possible = new long[count][Kinds.COUNT];
    certainWrites = new long[count];
    possibleWrites = new long[count];
  }

  /**
   * Accesses are made.
   *
   * @param number how many
   */
  public void accesses(final long number) {
    accesses += number;
  }

  /**
   * A level hasn't got what one of them needs, or may not have it.
   *
   * @param level its index
   * @param kind of {@link Kinds}
   * @param isCertain whether it is missed in any case
   */
  public void miss(final int level, final int kind, final boolean isCertain) {
    possible[level][kind]++;
    certain[level][kind] += isCertain ? 1 : 0;
  }

  /**
   * A level writes something back, or may do so.
   *
   * @param level its index
   * @param isCertain whether it does in any case
   */
  public void writeBack(final int level, final boolean isCertain) {
    possibleWrites[level]++;
    certainWrites[level] += isCertain ? 1 : 0;
  }

  /**
   * Accesses are left out, and another block begins behind them.
   *
   * @param number how many
   */
  public void gap(final long number) {
    missing += number;
    close();
  }

  private void close() {
    int next = 0;
    for (int level = 0; level < levels.size(); level++) {
      for (final Kinds.Part part : PARTS) {
        figures[next++] = part.all(certain[level]);
        figures[next++] = part.all(possible[level]);
      }
      figures[next++] = certainWrites[level];
      figures[next++] = possibleWrites[level];
      Arrays.fill(certain[level], 0);
      Arrays.fill(possible[level], 0);
    }
    Arrays.fill(certainWrites, 0);
    Arrays.fill(possibleWrites, 0);
    sums.add(accesses, figures);
    accesses = 0;
  }

  /**
   * The trace ends: what is likely of the whole run.
   *
   * @param notEstimated what can't be said, and why; empty if there is nothing
   * @param withWrites whether it was told of what is written back
   * @param more tables
   * @return the section
   */
  public Section section(final String notEstimated, final boolean withWrites, final Item... more) {
    close();
    return new BoundsSection(this, levels, notEstimated, withWrites).section(List.of(more));
  }

  /** Of the whole run. */
  long whole() {
    return missing + sums.accesses();
  }

  long blocks() {
    return sums.blocks();
  }

  /** How many misses a level has at least, of a {@link Kinds.Part}. */
  double fewest(final int level, final Kinds.Part part) {
    return low(OF_LEVEL * level + FIGURES * PARTS.indexOf(part));
  }

  /** How many misses a level has at most. */
  double most(final int level, final Kinds.Part part) {
    return high(OF_LEVEL * level + FIGURES * PARTS.indexOf(part));
  }

  /** How much a level writes back at least. */
  double fewestWrites(final int level) {
    return low(OF_LEVEL * level + FIGURES * PARTS.size());
  }

  /** How much a level writes back at most. */
  double mostWrites(final int level) {
    return high(OF_LEVEL * level + FIGURES * PARTS.size());
  }

  private double low(final int figure) {
    return sums.estimate(figure, whole()).low();
  }

  /** Behind what is certain comes what is possible. */
  private double high(final int figure) {
    return Math.min((double) mostPerAccess * whole(), sums.estimate(figure + 1, whole()).high());
  }
}
