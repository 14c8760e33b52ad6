package io.memtracer.plugins.hotspots;

import io.memtracer.api.RecordBatch;
import io.memtracer.api.result.Section;
import io.memtracer.api.result.Table;
import io.memtracer.api.result.Unit;
import io.memtracer.plugins.support.EstimateColumns;
import io.memtracer.plugins.support.EstimatesSection;
import io.memtracer.plugins.support.Findings;
import io.memtracer.plugins.support.InstructionColumns;
import io.memtracer.plugins.support.InstructionKeys;
import io.memtracer.plugins.support.Programs;
import io.memtracer.plugins.support.SampledPlaces;
import java.util.List;

/** What is known of a run of which blocks were traced. Not thread-safe. */
final class SampledSpots {

  private final Shape shape;
  private final Programs programs;
  private final LineKeys keys;
  private final SampledPlaces pages;
  private final SampledPlaces lines;
  private final SampledPlaces instructions;

  SampledSpots(final Shape shape, final Programs programs) {
    this.shape = shape;
    this.programs = programs;
    keys = new LineKeys(shape.lineBytes(), programs);
    pages = new SampledPlaces(shape.limit());
    lines = new SampledPlaces(shape.limit());
    instructions = new SampledPlaces(shape.table());
  }

  void add(final RecordBatch batch, final int program) {
    final long programBits = InstructionKeys.programBits(program);
    for (int i = 0; i < batch.size(); i++) {
      lines.add(keys.key(batch.address(i), program));
      pages.add(keys.key(pageOf(batch.address(i)), program));
      instructions.add(InstructionKeys.of(batch.word(i), programBits));
    }
  }

  private long pageOf(final long address) {
    return address & -shape.pageBytes();
  }

  /** Accesses are left out, and another block begins behind them. */
  void gap(final long accesses) {
    pages.gap(accesses);
    lines.gap(accesses);
    instructions.gap(accesses);
  }

  /** The trace ends: what is likely of the whole run. */
  Section section(
      final List<Hot> topPages, final List<Hot> topLines, final List<HotReport.Site> topSites) {
    pages.end();
    lines.end();
    instructions.end();
    final Findings findings = new Findings();
    findings.note(
        "estimate",
        "",
        "Of the run's %,d accesses %,d blocks were traced. What these say of the whole is told for"
            + " what is hottest in them. How many pages and lines there are, and how many have half"
            + " of the accesses, can't be estimated: these figures are of what was traced.",
        lines.whole(),
        lines.blocks());
    return EstimatesSection.of(
        findings,
        lines.blocks(),
        lines.whole(),
        places("pages", "Page", topPages, pages),
        places("lines", "Line", topLines, lines),
        sites(topSites));
  }

  private Table places(
      final String key, final String label, final List<Hot> top, final SampledPlaces places) {
    final Table.Builder table =
        EstimateColumns.columns(
                Table.builder(key, "Accesses to the hottest, " + EstimateColumns.CONFIDENCE)
                    .column("address", label, Unit.DATA_ADDRESS))
            .column("program", "Program", Unit.PROGRAM);
    for (final Hot hot : top) {
      EstimateColumns.cells(
              table.row().cell(hot.place()),
              places.estimate(keys.key(hot.place(), hot.program())),
              places.whole())
          .cell(programs.name(hot.program()));
    }
    return table.build();
  }

  private Table sites(final List<HotReport.Site> top) {
    final Table.Builder table =
        EstimateColumns.columns(
                InstructionColumns.columns(
                    Table.builder(
                        "instructions", "Accesses by the busiest, " + EstimateColumns.CONFIDENCE)))
            .column("program", "Program", Unit.PROGRAM);
    for (final HotReport.Site site : top) {
      EstimateColumns.cells(
              InstructionColumns.cells(table.row(), site.key()),
              instructions.estimate(site.key()),
              instructions.whole())
          .cell(programs.name(InstructionKeys.program(site.key())));
    }
    return table.build();
  }
}
