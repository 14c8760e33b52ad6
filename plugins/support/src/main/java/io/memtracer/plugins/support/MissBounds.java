package io.memtracer.plugins.support;

import io.memtracer.api.result.Section;
import io.memtracer.api.result.Table;
import io.memtracer.api.result.Unit;
import java.util.Arrays;
import java.util.List;

/**
 * Of a run of which blocks were traced: between which bounds the misses of a cache are that keeps
 * what was used last. What it holds when a block begins isn't known, so let it be empty then. As
 * such caches hold whatever smaller ones do (R. L. Mattson, J. Gecsei, D. R. Slutz, I. L. Traiger,
 * "Evaluation techniques for storage hierarchies", IBM Systems Journal 9(2), 1970), what is found
 * in it is found in any case; what pushes something else of the block out is missed in any case;
 * and what comes to an empty place may be either.
 *
 * <p>Not thread-safe.
 */
public final class MissBounds {

  /** Misses in any case, and those with what may be misses, of each {@link Kinds.Part}. */
  private static final int FIGURES = 2;

  private static final List<Kinds.Part> PARTS = List.of(Kinds.Part.values());
  private static final double PER = 1000;

  private final BlockSums sums = new BlockSums(FIGURES * PARTS.size());
  private final long[] figures = new long[FIGURES * PARTS.size()];

  /** In the block that isn't over, by {@link Kinds}. */
  private final long[] certain = new long[Kinds.COUNT];

  private final long[] possible = new long[Kinds.COUNT];
  private long accesses;
  private long missing;

  /** Of nothing yet. */
  public MissBounds() {}

  /**
   * Accesses are made.
   *
   * @param number how many
   */
  public void accesses(final long number) {
    accesses += number;
  }

  /**
   * One of them isn't found.
   *
   * @param kind of {@link Kinds}
   * @param isCertain whether it is missed in any case
   */
  public void miss(final int kind, final boolean isCertain) {
    possible[kind]++;
    certain[kind] += isCertain ? 1 : 0;
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
    for (int i = 0; i < PARTS.size(); i++) {
      figures[FIGURES * i] = PARTS.get(i).all(certain);
      figures[FIGURES * i + 1] = PARTS.get(i).all(possible);
    }
    sums.add(accesses, figures);
    Arrays.fill(certain, 0);
    Arrays.fill(possible, 0);
    accesses = 0;
  }

  /**
   * The trace ends: what is likely of the whole run.
   *
   * @param what is missed: "the first level"
   * @return the section
   */
  public Section section(final String what) {
    close();
    final long whole = missing + sums.accesses();
    final Table.Builder table =
        Table.builder("misses", "Misses of " + what + ", " + EstimateColumns.CONFIDENCE)
            .column("mode", "Mode", Unit.TEXT)
            .column("low", "At least", Unit.COUNT)
            .column("high", "At most", Unit.COUNT)
            .column("low-rate", "Of 1,000 accesses at least", Unit.NONE)
            .column("high-rate", "At most", Unit.NONE);
    for (int i = 0; i < PARTS.size(); i++) {
      final double low = low(i, whole);
      final double high = high(i, whole);
      table
          .row()
          .cell(PARTS.get(i).key())
          .cell(Math.round(low))
          .cell(Math.round(high))
          .cell(rate(low, whole))
          .cell(rate(high, whole));
    }
    final Findings findings = new Findings();
    findings.note(
        "estimate",
        "",
        "Of the run's %,d accesses %,d blocks were traced. Of 1,000 of all accesses between %.2f"
            + " and %.2f miss %s: what it holds when a block begins isn't known, and the longer"
            + " blocks are, the less that matters. What other levels miss can't be estimated:"
            + " blocks are too short to fill them. All other figures are of what was traced.",
        whole,
        sums.blocks(),
        rate(low(0, whole), whole),
        rate(high(0, whole), whole),
        what);
    return EstimatesSection.of(findings, sums.blocks(), whole, table.build());
  }

  private double low(final int part, final long whole) {
    return sums.estimate(FIGURES * part, whole).low();
  }

  private double high(final int part, final long whole) {
    return Math.min((double) whole, sums.estimate(FIGURES * part + 1, whole).high());
  }

  private static double rate(final double misses, final long whole) {
    return whole == 0 ? 0 : PER * misses / whole;
  }
}
