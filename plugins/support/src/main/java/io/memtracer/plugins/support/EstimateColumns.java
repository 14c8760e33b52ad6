package io.memtracer.plugins.support;

import io.memtracer.api.result.Table;
import io.memtracer.api.result.Unit;

/** How tables of estimates tell them. */
public final class EstimateColumns {

  /** What titles of such tables end with. */
  public static final String CONFIDENCE = "estimated (in 19 of 20 runs within)";

  private EstimateColumns() {}

  /**
   * Adds the columns.
   *
   * @param table with others
   * @return the same
   */
  public static Table.Builder columns(final Table.Builder table) {
    return table
        .column("traced", "Traced", Unit.ACCESSES)
        .column("estimate", "Estimate", Unit.ACCESSES)
        .column("low", "At least", Unit.ACCESSES)
        .column("high", "At most", Unit.ACCESSES);
  }

  /**
   * Adds the cells.
   *
   * @param row that is begun
   * @param estimate of a number of accesses
   * @param whole accesses of the run: there can't be more
   * @return the same
   */
  public static Table.Builder cells(
      final Table.Builder row, final Estimate estimate, final long whole) {
    return row.cell(estimate.traced())
        .cell(Math.round(estimate.value()))
        .cell(Math.round(estimate.low()))
        .cell(Math.round(Math.min((double) whole, estimate.high())));
  }
}
