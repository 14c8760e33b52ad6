package io.memtracer.plugins.cache.sample;

import io.memtracer.api.result.Item;
import io.memtracer.api.result.Metric;
import io.memtracer.api.result.Section;
import io.memtracer.api.result.Table;
import io.memtracer.api.result.Unit;
import io.memtracer.plugins.cache.options.LevelSpec;
import io.memtracer.plugins.support.Estimate;
import io.memtracer.plugins.support.EstimateColumns;
import io.memtracer.plugins.support.EstimatesSection;
import io.memtracer.plugins.support.Findings;
import io.memtracer.plugins.support.Kinds;
import io.memtracer.plugins.support.MissTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What some sets tell of all. */
final class SetsSection {

  private SetsSection() {}

  /**
   * Makes it.
   *
   * @param accesses all that there were
   */
  static Section of(final ChosenSets sets, final long accesses) {
    final List<LevelSpec> levels = sets.specs();
    final Findings findings = new Findings();
    final Estimate last = sets.missesOf(levels.size() - 1).get(Kinds.Part.TOTAL);
    findings.note(
        "estimate",
        "",
        "%,d of %,d sets were simulated, chosen by a hash, and the lines that go there. Of 1,000 of"
            + " all accesses %.2f to %.2f are likely to reach memory. All other figures are of"
            + " these sets.",
        sets.chosen(),
        sets.all(),
        MissTable.perThousand(last.low(), accesses),
        MissTable.perThousand(Math.min((double) accesses, last.high()), accesses));
    final List<Item> items = new ArrayList<>(findings.all());
    items.add(Metric.of("chosen", "Sets simulated", sets.chosen(), Unit.COUNT));
    items.add(Metric.of("sets", "Sets", sets.all(), Unit.COUNT));
    items.add(Metric.of("whole", "Accesses to lines of all sets", accesses, Unit.ACCESSES));
    items.add(table(sets, levels, accesses));
    return new Section(EstimatesSection.KEY, "Estimates from some sets", items);
  }

  private static Table table(
      final ChosenSets sets, final List<LevelSpec> levels, final long accesses) {
    final Table.Builder table =
        EstimateColumns.columns(
            Table.builder("misses", "Misses of all sets, " + EstimateColumns.CONFIDENCE)
                .column("level", "Level", Unit.TEXT)
                .column("mode", "Mode", Unit.TEXT));
    for (int level = 0; level < levels.size(); level++) {
      final Map<Kinds.Part, Estimate> estimates = sets.missesOf(level);
      for (final Kinds.Part part : Kinds.Part.values()) {
        EstimateColumns.cells(
            table.row().cell(levels.get(level).name()).cell(part.key()),
            estimates.get(part),
            accesses);
      }
    }
    return table.build();
  }
}
