package io.memtracer.plugins.tlb;

import io.memtracer.api.result.Table;
import io.memtracer.api.result.Unit;
import io.memtracer.plugins.support.Kinds;
import io.memtracer.plugins.support.MissTable;
import java.util.List;

/** The tables of the summary. */
final class TlbTables {

  /** What reports call the levels. */
  static final List<String> LEVELS = List.of("first", "second");

  private final Totals totals;

  TlbTables(final Totals totals) {
    this.totals = totals;
  }

  Table levels() {
    final Table.Builder table =
        MissTable.columns(
                Table.builder("levels", "What each level was asked for, and hadn't got (pages)"))
            .column("per-thousand", "Per 1,000 accesses", Unit.NONE);
    for (int level = 0; level < LEVELS.size(); level++) {
      for (final Kinds.Part part : Kinds.Part.values()) {
        final long[] misses = totals.misses(level);
        MissTable.row(table, LEVELS.get(level), part, totals.references(level), misses)
            .cell(MissTable.perThousand(part, misses, totals.accesses()));
      }
    }
    return table.build();
  }

  Table sizes() {
    final Table.Builder table =
        Table.builder("page-sizes", "Misses by the size of the page")
            .column("page", "Page", Unit.BYTES)
            .column("misses", "Misses of the first level", Unit.COUNT)
            .column("walks", "Page walks", Unit.COUNT);
    for (int large = 0; large <= 1; large++) {
      table
          .row()
          .cell(1L << Pages.shift(large))
          .cell(totals.counts().misses(large))
          .cell(totals.counts().walks(large));
    }
    return table.build();
  }

  Table vcpus() {
    final Table.Builder table =
        Table.builder("vcpus", "By vCPU")
            .column("vcpu", "vCPU", Unit.NONE)
            .column("from-second", "From the second level", Unit.COUNT)
            .column("walks", "Page walks", Unit.COUNT)
            .column("switches", "Changes of the address space", Unit.COUNT)
            .column("flushed", "Pages forgotten for these", Unit.PAGES);
    for (final int vcpu : totals.vcpus()) {
      final Tlb tlb = totals.tlb(vcpu);
      table
          .row()
          .cell(vcpu)
          .cell(tlb.answers(Tlb.SECOND))
          .cell(tlb.answers(Tlb.WALK))
          .cell(tlb.switches())
          .cell(tlb.flushed());
    }
    return table.build();
  }

  Table geometry() {
    final Table.Builder table =
        Table.builder("geometry", "The TLBs of a vCPU")
            .column("level", "Level", Unit.TEXT)
            .column("pages", "Pages of", Unit.TEXT)
            .column("entries", "Entries", Unit.COUNT)
            .column("ways", "Ways", Unit.COUNT)
            .column("sets", "Sets", Unit.COUNT);
    row(table, LEVELS.get(0), "4 KiB", totals.shape().small());
    row(table, LEVELS.get(0), "2 MiB", totals.shape().large());
    row(table, LEVELS.get(1), "both", totals.shape().second());
    return table.build();
  }

  private static void row(
      final Table.Builder table, final String level, final String pages, final Geometry geometry) {
    table
        .row()
        .cell(level)
        .cell(pages)
        .cell(geometry.entries())
        .cell(geometry.ways())
        .cell(geometry.sets());
  }
}
