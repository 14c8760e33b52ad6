package io.memtracer.plugins.heatmap;

import io.memtracer.api.result.Item;
import io.memtracer.api.result.Metric;
import io.memtracer.api.result.Section;
import io.memtracer.api.result.Table;
import io.memtracer.api.result.Unit;
import io.memtracer.plugins.support.EstimateColumns;
import io.memtracer.plugins.support.EstimatesSection;
import io.memtracer.plugins.support.Findings;
import java.util.ArrayList;
import java.util.List;

/** What some lines tell of all. */
final class SomeLinesSection {

  private SomeLinesSection() {}

  static Section of(final SomeLines some, final Picture user, final Picture kernel) {
    final Findings findings = new Findings();
    findings.note(
        "estimate",
        "",
        "One line of %.4g was looked at, chosen by a hash, and what was counted stands for so many"
            + " times more: pictures and regions are estimates. Memory of which no line was chosen"
            + " isn't there; how much memory is used can't be told from some lines.",
        1 / some.share());
    final List<Item> items = new ArrayList<>(findings.all());
    items.add(Metric.of("share", "Share of lines counted", some.share(), Unit.RATIO));
    items.add(Metric.of("whole", "Accesses to all lines", some.seen(), Unit.ACCESSES));
    items.add(regions(some, user, kernel));
    return new Section(EstimatesSection.KEY, "Estimates from some lines", items);
  }

  private static Table regions(final SomeLines some, final Picture user, final Picture kernel) {
    final Table.Builder table =
        EstimateColumns.columns(
            Table.builder("regions", "Accesses to regions, " + EstimateColumns.CONFIDENCE)
                .column("mode", "Mode", Unit.TEXT)
                .column("first", "From", Unit.DATA_ADDRESS)
                .column("last", "To", Unit.DATA_ADDRESS));
    addRows(table, Modes.key(Modes.USER), user, some);
    addRows(table, Modes.key(Modes.KERNEL), kernel, some);
    return table.build();
  }

  private static void addRows(
      final Table.Builder table, final String mode, final Picture picture, final SomeLines some) {
    for (final Region region : picture.regions()) {
      EstimateColumns.cells(
          table.row().cell(mode).cell(region.first()).cell(region.last()),
          region.estimate(),
          some.seen());
    }
  }
}
