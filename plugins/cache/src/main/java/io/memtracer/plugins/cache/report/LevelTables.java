package io.memtracer.plugins.cache.report;

import io.memtracer.api.result.Table;
import io.memtracer.api.result.Unit;
import io.memtracer.plugins.cache.options.LevelSpec;
import io.memtracer.plugins.support.Kinds;
import io.memtracer.plugins.support.MissTable;

/** Figures with a row for each level. */
final class LevelTables {

  private final Totals totals;

  LevelTables(final Totals totals) {
    this.totals = totals;
  }

  Table levels() {
    final Table.Builder table =
        MissTable.columns(
                Table.builder("levels", "What each level was asked for, and hadn't got (lines)"))
            .column("cold", "Cold", Unit.COUNT)
            .column("per-thousand", "Per 1,000 accesses", Unit.NONE);
    final boolean byInstructions = totals.perThousandInstructions(0, Kinds.Part.TOTAL).isPresent();
    if (byInstructions) {
      table.column("per-thousand-instructions", "Per 1,000 instructions", Unit.NONE);
    }
    for (int level = 0; level < totals.levels().size(); level++) {
      for (final Kinds.Part part : Kinds.Part.values()) {
        final long[] misses = totals.misses(level);
        MissTable.row(
                table, totals.levels().get(level).name(), part, totals.references(level), misses)
            .cell(part.all(totals.cold()))
            .cell(MissTable.perThousand(part, misses, totals.accesses()));
        if (byInstructions) {
          table.cell(totals.perThousandInstructions(level, part).orElse(0));
        }
      }
    }
    return table.build();
  }

  Table writes() {
    final Table.Builder table =
        Table.builder("writes", "Writes from level to level (lines, or parts of one)")
            .column("level", "Level", Unit.TEXT)
            .column("received", "From above", Unit.COUNT)
            .column("write-backs", "Written back", Unit.COUNT)
            .column("dirty", "Dirty at the end", Unit.LINES);
    for (int level = 0; level < totals.levels().size(); level++) {
      table
          .row()
          .cell(totals.levels().get(level).name())
          .cell(totals.counts(level).writesIn)
          .cell(totals.counts(level).writeBacks)
          .cell(totals.hierarchy().dirtyLines(level));
    }
    return table.build();
  }

  Table geometry() {
    final Table.Builder table =
        Table.builder("geometry", "The caches")
            .column("level", "Level", Unit.TEXT)
            .column("size", "Size", Unit.BYTES)
            .column("ways", "Ways", Unit.COUNT)
            .column("sets", "Sets", Unit.COUNT)
            .column("whose", "Whose", Unit.TEXT)
            .column("policy", "Policy", Unit.TEXT)
            .column("writes", "Writes", Unit.TEXT)
            .column("write-misses", "Write misses", Unit.TEXT)
            .column("inclusion", "Inclusion", Unit.TEXT)
            .column("prefetch", "Prefetch", Unit.TEXT);
    for (final LevelSpec level : totals.levels()) {
      table
          .row()
          .cell(level.name())
          .cell(level.bytes())
          .cell(level.ways())
          .cell(level.sets(totals.hierarchy().lineBytes()))
          .cell(level.shared() ? "shared" : "private")
          .cell(level.policy().key())
          .cell(level.writeBack() ? "write-back" : "write-through")
          .cell(level.allocate() ? "allocate" : "no-allocate")
          .cell(level.inclusion().key())
          .cell(level.prefetch().key());
    }
    return table.build();
  }
}
