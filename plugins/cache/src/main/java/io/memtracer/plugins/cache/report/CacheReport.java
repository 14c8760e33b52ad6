package io.memtracer.plugins.cache.report;

import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Item;
import io.memtracer.api.result.Metric;
import io.memtracer.api.result.Section;
import io.memtracer.api.result.Table;
import io.memtracer.api.result.Unit;
import io.memtracer.plugins.cache.options.LevelSpec;
import io.memtracer.plugins.support.InstructionColumns;
import io.memtracer.plugins.support.Kinds;
import io.memtracer.plugins.support.MissSeries;
import io.memtracer.plugins.support.MissingInstructions;
import io.memtracer.plugins.support.MissingSection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts the figures into sections. The keys are listed in docs/analyzers/cache.md. */
public final class CacheReport {

  private final Totals totals;
  private final MissingInstructions instructions;
  private final Optional<MissSeries> series;
  private final int top;

  /**
   * Of a run, or what is known of it.
   *
   * @param series misses over time, if these are known
   */
  public CacheReport(
      final Totals totals,
      final MissingInstructions instructions,
      final Optional<MissSeries> series,
      final int top) {
    this.totals = totals;
    this.instructions = instructions;
    this.series = series;
    this.top = top;
  }

  /**
   * All of it.
   *
   * @param estimates what is likely of a whole of which a part was simulated
   */
  public AnalysisResult result(final Optional<Section> estimates) {
    // The worst of all is told of, even if none is listed.
    final List<MissingInstructions.Missing> worst = instructions.worstFirst(Math.max(1, top));
    final List<Section> sections = new ArrayList<>();
    estimates.ifPresent(sections::add);
    sections.add(summary(worst));
    sections.add(worst(worst));
    series.ifPresent(misses -> sections.add(overTime(misses)));
    return new AnalysisResult(sections, 0);
  }

  private Section summary(final List<MissingInstructions.Missing> worst) {
    final List<Item> items =
        new ArrayList<>(new CacheFindings(totals, instructions.untracked(), worst).all());
    items.addAll(new LinkFindings(totals).all());
    final Kinds.Part all = Kinds.Part.TOTAL;
    items.add(Metric.of("accesses", "Accesses", all.all(totals.accesses()), Unit.ACCESSES));
    items.add(
        Metric.of("crossings", "Lines they went on to", all.all(totals.crossings()), Unit.LINES));
    items.add(
        Metric.of("cold", "Lines accessed for the first time", all.all(totals.cold()), Unit.LINES));
    items.add(
        Metric.of(
            "memory-reads", "Read from memory", totals.hierarchy().memory().reads(), Unit.LINES));
    items.add(
        Metric.of(
            "memory-writes",
            "Written to memory",
            totals.hierarchy().memory().writes(),
            Unit.LINES));
    final LevelTables tables = new LevelTables(totals);
    items.add(tables.levels());
    if (!totals.hierarchy().causes().isEmpty()) {
      items.add(new CauseTable(totals).table());
    }
    items.add(tables.writes());
    items.addAll(new LinkTables(totals).all());
    items.add(tables.geometry());
    return new Section("cache", "Caches", items);
  }

  private Section worst(final List<MissingInstructions.Missing> worst) {
    final List<LevelSpec> levels = totals.levels();
    final Table.Builder table =
        InstructionColumns.columns(
                Table.builder("instructions", "Instructions that miss, and what had their lines"))
            .column("misses", "Misses of " + levels.get(0).name(), Unit.COUNT);
    for (final LevelSpec level : levels.subList(1, levels.size())) {
      table.column("from-" + level.name(), "From " + level.name(), Unit.COUNT);
    }
    table
        .column("from-memory", "From memory", Unit.COUNT)
        .column("memory-share", "Share of memory", Unit.RATIO)
        .column("program", "Program", Unit.PROGRAM);
    return MissingSection.of(
        instructions,
        worst.subList(0, Math.min(top, worst.size())),
        Kinds.Part.TOTAL.all(totals.fromMemory()),
        table);
  }

  private Section overTime(final MissSeries misses) {
    final List<Item> items = new ArrayList<>();
    for (int level = 0; level < totals.levels().size(); level++) {
      final String name = totals.levels().get(level).name();
      items.add(misses.of(level, name, name));
    }
    return new Section("over-time", "Over time", items);
  }
}
