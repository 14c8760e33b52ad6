package io.memtracer.plugins.support;

import io.memtracer.api.Task;
import io.memtracer.api.result.Table;
import io.memtracer.api.result.Unit;
import java.util.Comparator;

/**
 * Of a run of which blocks were traced: between which bounds the misses of instructions are. Not
 * thread-safe.
 */
public final class InstructionBounds {

  /** Instructions that are known at most, as many as analyzers list by default. */
  private static final int LIMIT = 1 << 18;

  /** How often an instruction may have missed in what was traced. */
  private record Row(long key, long misses) {}

  private static final Comparator<Row> MOST_FIRST =
      Comparator.comparingLong(Row::misses).reversed().thenComparingLong(Row::key);

  private final SampledPlaces certain = new SampledPlaces(LIMIT);
  private final SampledPlaces possible = new SampledPlaces(LIMIT);
  private final Programs programs = new Programs();
  private final int mostPerAccess;
  private long programBits;

  /**
   * Of nothing yet.
   *
   * @param mostPerAccess how often one access may miss, which may be to several lines
   */
  public InstructionBounds(final int mostPerAccess) {
    this.mostPerAccess = mostPerAccess;
  }

  /**
   * Accesses are made.
   *
   * @param task who makes them
   * @param number how many
   */
  public void run(final Task task, final long number) {
    programBits = InstructionKeys.programBits(programs.of(task));
    certain.pass(number);
    possible.pass(number);
  }

  /**
   * One of them isn't found.
   *
   * @param word its record's word 0
   * @param isCertain whether it is missed in any case
   */
  public void miss(final long word, final boolean isCertain) {
    final long key = InstructionKeys.of(word, programBits);
    possible.count(key);
    if (isCertain) {
      certain.count(key);
    }
  }

  /**
   * Accesses are left out, and another block begins behind them.
   *
   * @param accesses how many
   */
  public void gap(final long accesses) {
    certain.gap(accesses);
    possible.gap(accesses);
  }

  /**
   * The trace ends: what is likely of the whole run.
   *
   * @param what is missed
   * @param limit instructions that are listed, those that may miss most
   * @return the table {@code instructions}
   */
  public Table table(final String what, final int limit) {
    certain.end();
    possible.end();
    final Top<Row> top = new Top<>(limit, MOST_FIRST);
    possible.forEachKey(key -> top.add(new Row(key, possible.estimate(key).traced())));
    final Table.Builder table =
        InstructionColumns.columns(
                Table.builder(
                    "instructions",
                    "Misses of %s by instruction, %s".formatted(what, EstimateColumns.CONFIDENCE)))
            .column("low", "At least", Unit.COUNT)
            .column("high", "At most", Unit.COUNT)
            .column("program", "Program", Unit.PROGRAM);
    for (final Row row : top.inOrder()) {
      final double most = (double) mostPerAccess * possible.whole();
      final double high = Math.min(most, possible.estimate(row.key).high());
      InstructionColumns.cells(table.row(), row.key)
          .cell(Math.round(certain.estimate(row.key).low()))
          .cell(Math.round(high))
          .cell(programs.name(InstructionKeys.program(row.key)));
    }
    return table.build();
  }
}
