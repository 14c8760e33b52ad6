package io.memtracer.plugins.kernelusersplit;

import io.memtracer.api.result.Section;
import io.memtracer.api.result.Table;
import io.memtracer.api.result.Unit;
import io.memtracer.plugins.support.Estimate;
import io.memtracer.plugins.support.EstimateColumns;
import io.memtracer.plugins.support.EstimatesSection;
import io.memtracer.plugins.support.Findings;
import io.memtracer.plugins.support.Kinds;
import io.memtracer.plugins.support.Shares;

/** What a sampled run tells of the whole one, and what it doesn't. */
final class SplitEstimates {

  private static final String[] FIGURES = {"all", "loads", "stores"};

  private SplitEstimates() {}

  static Section of(final SampledBlocks blocks) {
    final Table.Builder table =
        EstimateColumns.columns(
            Table.builder("whole-run", "Accesses of the whole run, " + EstimateColumns.CONFIDENCE)
                .column("mode", "Mode", Unit.TEXT)
                .column("kind", "Accesses", Unit.TEXT));
    for (final Kinds.Part part : Kinds.Part.values()) {
      for (int figure = 0; figure < FIGURES.length; figure++) {
        EstimateColumns.cells(
            table.row().cell(part.key()).cell(FIGURES[figure]),
            blocks.estimate(part, figure),
            blocks.whole());
      }
    }
    return EstimatesSection.of(findings(blocks), blocks.count(), blocks.whole(), table.build());
  }

  private static Findings findings(final SampledBlocks blocks) {
    final Findings findings = new Findings();
    final Estimate user = blocks.estimate(Kinds.Part.USER, 0);
    final double whole = (double) blocks.whole();
    findings.note(
        "estimate",
        "",
        "Of the run's %,d accesses %,d blocks were traced, %,d accesses. %s of all accesses are"
            + " user code's%s. Sizes, pages, mode switches and what is over time can't be"
            + " estimated: these figures are of what was traced.",
        blocks.whole(),
        blocks.count(),
        blocks.estimate(Kinds.Part.TOTAL, 0).traced(),
        Shares.percent(whole == 0 ? 0 : user.value() / whole),
        Double.isInfinite(user.error())
            ? ", give or take what can't be told from so few blocks"
            : ", give or take " + Shares.percent(user.error() / whole));
    return findings;
  }
}
