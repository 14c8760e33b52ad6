package io.memtracer.plugins.cache.report;

import io.memtracer.api.result.Item;
import io.memtracer.api.result.Table;
import io.memtracer.api.result.Unit;
import io.memtracer.plugins.cache.level.LevelCounts;
import io.memtracer.plugins.cache.options.HierarchySpec;
import io.memtracer.plugins.cache.options.Prefetch;
import io.memtracer.plugins.support.Kinds;
import io.memtracer.plugins.support.Shares;
import java.util.ArrayList;
import java.util.List;

/** What caches do to each other, with a row for each level, where there is any of it. */
final class LinkTables {

  private final Totals totals;
  private final HierarchySpec spec;

  LinkTables(final Totals totals) {
    this.totals = totals;
    spec = totals.hierarchy().spec();
  }

  List<Item> all() {
    final List<Item> tables = new ArrayList<>();
    if (spec.inclusions()) {
      tables.add(inclusion());
    }
    if (spec.coherent()) {
      tables.add(coherence());
    }
    if (spec.prefetches()) {
      tables.add(prefetches());
    }
    return tables;
  }

  private Table inclusion() {
    final Table.Builder table =
        Table.builder("inclusion", "Lines that went with those of other levels")
            .column("level", "Level", Unit.TEXT)
            .column("inclusion", "Inclusion", Unit.TEXT)
            .column("lost", "Lost as an inclusive level lost them", Unit.LINES)
            .column("clean-received", "Clean ones from above", Unit.LINES);
    for (int level = 0; level < spec.levels().size(); level++) {
      table
          .row()
          .cell(spec.levels().get(level).name())
          .cell(spec.levels().get(level).inclusion().key())
          .cell(totals.counts(level).lostWithNext)
          .cell(totals.counts(level).cleanIn);
    }
    return table.build();
  }

  private Table coherence() {
    final Table.Builder table =
        Table.builder("coherence", "What other vCPUs' accesses did to private caches")
            .column("level", "Level", Unit.TEXT)
            .column("lost", "Lost to stores", Unit.LINES)
            .column("cleaned", "Made clean by loads", Unit.LINES)
            .column("misses", "Misses of lost lines", Unit.COUNT)
            .column("user-misses", "Of user code", Unit.COUNT)
            .column("kernel-misses", "Of the kernel", Unit.COUNT)
            .column("miss-share", "Share of misses", Unit.RATIO);
    for (int level = 0; level < spec.privateLevels(); level++) {
      final LevelCounts counts = totals.counts(level);
      final long misses = Kinds.Part.TOTAL.all(counts.coherenceMisses);
      table
          .row()
          .cell(spec.levels().get(level).name())
          .cell(counts.lostToStores)
          .cell(counts.cleaned)
          .cell(misses)
          .cell(Kinds.Part.USER.all(counts.coherenceMisses))
          .cell(Kinds.Part.KERNEL.all(counts.coherenceMisses))
          .cell(Shares.share(misses, Kinds.Part.TOTAL.all(counts.misses)));
    }
    return table.build();
  }

  private Table prefetches() {
    final Table.Builder table =
        Table.builder("prefetches", "Lines that were fetched before they were asked for")
            .column("level", "Level", Unit.TEXT)
            .column("prefetch", "Prefetch", Unit.TEXT)
            .column("fetched", "Fetched", Unit.LINES)
            .column("used", "Used", Unit.LINES)
            .column("accuracy", "Accuracy", Unit.RATIO)
            .column("covered", "Misses saved", Unit.COUNT)
            .column("coverage", "Coverage", Unit.RATIO);
    for (int level = 0; level < spec.levels().size(); level++) {
      final Prefetch prefetch = spec.levels().get(level).prefetch();
      if (prefetch != Prefetch.NONE) {
        final LevelCounts counts = totals.counts(level);
        table
            .row()
            .cell(spec.levels().get(level).name())
            .cell(prefetch.key())
            .cell(counts.prefetched)
            .cell(counts.used())
            .cell(Shares.share(counts.used(), counts.prefetched))
            .cell(counts.covered())
            .cell(counts.coverage());
      }
    }
    return table.build();
  }
}
