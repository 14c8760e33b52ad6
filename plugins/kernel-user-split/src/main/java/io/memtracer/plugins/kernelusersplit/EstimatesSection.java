package io.memtracer.plugins.kernelusersplit;

import io.memtracer.api.result.Finding;
import io.memtracer.api.result.Item;
import io.memtracer.api.result.Metric;
import io.memtracer.api.result.Section;
import io.memtracer.api.result.Table;
import io.memtracer.api.result.Unit;
import io.memtracer.plugins.support.Estimate;
import io.memtracer.plugins.support.Findings;
import io.memtracer.plugins.support.Kinds;
import io.memtracer.plugins.support.Shares;
import java.util.ArrayList;
import java.util.List;

/** What a sampled run tells of the whole one, and what it doesn't. */
final class EstimatesSection {

  private static final String[] FIGURES = {"all", "loads", "stores"};

  private EstimatesSection() {}

  static Section of(final SampledBlocks blocks) {
    final double whole = (double) blocks.whole();
    final Table.Builder table =
        Table.builder("whole-run", "Accesses of the whole run, estimated (in 19 of 20 runs within)")
            .column("mode", "Mode", Unit.TEXT)
            .column("kind", "Accesses", Unit.TEXT)
            .column("traced", "Traced", Unit.ACCESSES)
            .column("estimate", "Estimate", Unit.ACCESSES)
            .column("low", "At least", Unit.ACCESSES)
            .column("high", "At most", Unit.ACCESSES);
    for (final Kinds.Part part : Kinds.Part.values()) {
      for (int figure = 0; figure < FIGURES.length; figure++) {
        final Estimate estimate = blocks.estimate(part, figure);
        table
            .row()
            .cell(part.key())
            .cell(FIGURES[figure])
            .cell(estimate.traced())
            .cell(Math.round(estimate.value()))
            .cell(Math.round(estimate.low()))
            .cell(Math.round(Math.min(whole, estimate.high())));
      }
    }
    final List<Item> items = new ArrayList<>(findings(blocks));
    items.add(Metric.of("blocks", "Blocks that were traced", blocks.count(), Unit.COUNT));
    items.add(Metric.of("whole", "Accesses of the whole run", blocks.whole(), Unit.ACCESSES));
    items.add(table.build());
    return new Section("estimates", "Estimates of the whole run", items);
  }

  private static List<Finding> findings(final SampledBlocks blocks) {
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
    return findings.all();
  }
}
