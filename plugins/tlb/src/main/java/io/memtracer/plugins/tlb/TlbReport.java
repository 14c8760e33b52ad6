package io.memtracer.plugins.tlb;

import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Item;
import io.memtracer.api.result.Metric;
import io.memtracer.api.result.Section;
import io.memtracer.api.result.Table;
import io.memtracer.api.result.Unit;
import io.memtracer.plugins.support.InstructionColumns;
import io.memtracer.plugins.support.Kinds;
import io.memtracer.plugins.support.MissSeries;
import io.memtracer.plugins.support.MissingInstructions;
import io.memtracer.plugins.support.MissingSection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts the figures into sections. The keys are listed in docs/analyzers/tlb.md. */
final class TlbReport {

  private final Totals totals;
  private final MissingInstructions instructions;
  private final MissSeries series;
  private final int top;
  private final long walks;

  TlbReport(
      final Totals totals,
      final MissingInstructions instructions,
      final MissSeries series,
      final int top) {
    this.totals = totals;
    this.instructions = instructions;
    this.series = series;
    this.top = top;
    walks = Kinds.Part.TOTAL.all(totals.walks());
  }

  /**
   * All of it.
   *
   * @param estimates what is likely of a whole run of which blocks were traced
   */
  AnalysisResult result(final Optional<Section> estimates) {
    // The worst of all is told of, even if none is listed.
    final List<MissingInstructions.Missing> worst = instructions.worstFirst(Math.max(1, top));
    final List<Section> sections = new ArrayList<>();
    estimates.ifPresent(sections::add);
    sections.add(summary(worst));
    sections.add(worst(worst));
    sections.add(
        new Section(
            "over-time",
            "Over time",
            List.of(
                series.of(0, "first", "the first level"), series.of(1, "second", "both levels"))));
    return new AnalysisResult(sections, 0);
  }

  private Section summary(final List<MissingInstructions.Missing> worst) {
    final List<Item> items =
        new ArrayList<>(new TlbFindings(totals, instructions.untracked(), worst).all());
    final Kinds.Part all = Kinds.Part.TOTAL;
    items.add(Metric.of("accesses", "Accesses", all.all(totals.accesses()), Unit.ACCESSES));
    items.add(
        Metric.of(
            "crossings",
            "Pages they went on to",
            all.all(totals.counts().crossings()),
            Unit.PAGES));
    items.add(Metric.of("walks", "Page walks", walks, Unit.COUNT));
    for (final Kinds.Part part : Kinds.Part.values()) {
      totals
          .walksPerThousandInstructions(part)
          .ifPresent(
              rate ->
                  items.add(
                      Metric.of(
                          "walks-per-thousand-instructions-" + part.key(),
                          "Page walks in 1,000 instructions, " + part.key(),
                          rate,
                          Unit.NONE)));
    }
    items.add(Metric.of("switches", "Changes of the address space", totals.switches(), Unit.COUNT));
    items.add(Metric.of("flushed", "Pages forgotten for these", totals.flushed(), Unit.PAGES));
    final TlbTables tables = new TlbTables(totals);
    items.add(tables.levels());
    items.add(tables.sizes());
    items.add(tables.vcpus());
    items.add(tables.geometry());
    return new Section("tlb", "TLBs", items);
  }

  private Section worst(final List<MissingInstructions.Missing> worst) {
    final Table.Builder table =
        InstructionColumns.columns(
                Table.builder("instructions", "Instructions that miss, and what had their pages"))
            .column("misses", "Misses of the first level", Unit.COUNT)
            .column("from-second", "From the second", Unit.COUNT)
            .column("walks", "Page walks", Unit.COUNT)
            .column("share", "Share of walks", Unit.RATIO)
            .column("program", "Program", Unit.PROGRAM);
    return MissingSection.of(
        instructions, worst.subList(0, Math.min(top, worst.size())), walks, table);
  }
}
