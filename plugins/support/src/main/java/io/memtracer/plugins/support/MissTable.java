package io.memtracer.plugins.support;

import io.memtracer.api.result.Table;
import io.memtracer.api.result.Unit;

/** What a level was asked for and hadn't got, as the first columns of a table. */
public final class MissTable {

  private static final double PER = 1000;

  private MissTable() {}

  /**
   * Adds the columns.
   *
   * @param table without any
   * @return the same
   */
  public static Table.Builder columns(final Table.Builder table) {
    return table
        .column("level", "Level", Unit.TEXT)
        .column("mode", "Mode", Unit.TEXT)
        .column("references", "References", Unit.COUNT)
        .column("misses", "Misses", Unit.COUNT)
        .column("miss-ratio", "Miss ratio", Unit.RATIO)
        .column("load-misses", "Of loads", Unit.COUNT)
        .column("store-misses", "Of stores", Unit.COUNT);
  }

  /**
   * Begins a row with their cells.
   *
   * @param table with these columns
   * @param level what people call it
   * @param part of the code
   * @param references of the level, by {@link Kinds}
   * @param misses of the level, by {@link Kinds}
   * @return the same
   */
  public static Table.Builder row(
      final Table.Builder table,
      final String level,
      final Kinds.Part part,
      final long[] references,
      final long[] misses) {
    final long all = part.all(misses);
    return table
        .row()
        .cell(level)
        .cell(part.key())
        .cell(part.all(references))
        .cell(all)
        .cell(Shares.share(all, part.all(references)))
        .cell(part.loads(misses))
        .cell(part.stores(misses));
  }

  /**
   * Misses in 1,000 accesses.
   *
   * @param part of the code
   * @param misses by {@link Kinds}
   * @param accesses by {@link Kinds}
   * @return 0 of none
   */
  public static double perThousand(
      final Kinds.Part part, final long[] misses, final long[] accesses) {
    return perThousand((double) part.all(misses), part.all(accesses));
  }

  /**
   * The same of misses that are estimated.
   *
   * @param misses how many
   * @param accesses how many
   * @return 0 of none
   */
  public static double perThousand(final double misses, final long accesses) {
    return accesses == 0 ? 0 : PER * misses / accesses;
  }
}
