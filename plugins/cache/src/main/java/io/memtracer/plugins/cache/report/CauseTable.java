package io.memtracer.plugins.cache.report;

import io.memtracer.api.result.Table;
import io.memtracer.api.result.Unit;
import io.memtracer.plugins.cache.causes.MissCauses;
import io.memtracer.plugins.cache.options.HierarchySpec;
import io.memtracer.plugins.support.Kinds;

/** Why levels missed, where that is known. */
final class CauseTable {

  private final Totals totals;
  private final HierarchySpec spec;

  CauseTable(final Totals totals) {
    this.totals = totals;
    spec = totals.hierarchy().spec();
  }

  Table table() {
    final Table.Builder table =
        Table.builder("three-c", "Why each level missed (lines)")
            .column("level", "Level", Unit.TEXT)
            .column("mode", "Mode", Unit.TEXT)
            .column("misses", "Misses", Unit.COUNT)
            .column("cold", "Cold", Unit.COUNT)
            .column("capacity", "Capacity", Unit.COUNT)
            .column("conflict", "Conflict", Unit.COUNT);
    if (spec.coherent()) {
      table.column("coherence", "Lost to a store", Unit.COUNT);
    }
    if (spec.inclusions()) {
      table.column("inclusion", "Lost with the next level", Unit.COUNT);
    }
    table.column("fully-associative", "If fully associative", Unit.COUNT);
    for (int level = 0; level < totals.levels().size(); level++) {
      for (final Kinds.Part part : Kinds.Part.values()) {
        row(table.row(), level, part);
      }
    }
    return table.build();
  }

  private void row(final Table.Builder row, final int level, final Kinds.Part part) {
    final MissCauses causes = totals.hierarchy().causes().get(level);
    row.cell(totals.levels().get(level).name())
        .cell(part.key())
        .cell(part.all(totals.misses(level)))
        .cell(part.all(causes.cold))
        .cell(part.all(causes.capacity))
        .cell(part.all(causes.conflict));
    if (spec.coherent()) {
      row.cell(part.all(causes.coherence));
    }
    if (spec.inclusions()) {
      row.cell(part.all(causes.inclusion));
    }
    row.cell(part.all(causes.fullyAssociative));
  }
}
