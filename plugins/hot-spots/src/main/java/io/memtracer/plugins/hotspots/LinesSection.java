package io.memtracer.plugins.hotspots;

import io.memtracer.api.result.Item;
import io.memtracer.api.result.Metric;
import io.memtracer.api.result.Section;
import io.memtracer.api.result.Table;
import io.memtracer.api.result.Unit;
import io.memtracer.plugins.support.Estimate;
import io.memtracer.plugins.support.EstimateColumns;
import io.memtracer.plugins.support.EstimatesSection;
import io.memtracer.plugins.support.Findings;
import io.memtracer.plugins.support.SampledLines;
import io.memtracer.plugins.support.Sizes;
import java.util.ArrayList;
import java.util.List;

/** What some lines tell of all. */
final class LinesSection {

  private LinesSection() {}

  static Section of(final Shape shape, final SampledLines some, final Lines lines) {
    final long[] seen = new long[1];
    lines.forEach((key, counter) -> seen[0]++);
    final Estimate all = some.lines(seen[0]);
    final Findings findings = new Findings();
    findings.note(
        "estimate",
        "",
        "One line of %.4g was counted, chosen by a hash: %,d of those that came. In all %,d to %,d"
            + " lines are likely to have come, %s to %s. Counts of a line are exact, but hotter"
            + " ones may not be among them; pages, and how many lines have half of the accesses,"
            + " can't be told from some lines.",
        1 / some.share(),
        seen[0],
        Math.round(all.low()),
        Math.round(all.high()),
        Sizes.text(Math.round(all.low()) * shape.lineBytes()),
        Sizes.text(Math.round(all.high()) * shape.lineBytes()));
    final List<Item> items = new ArrayList<>(findings.all());
    items.add(Metric.of("share", "Share of lines counted", some.share(), Unit.RATIO));
    items.add(table(all));
    return new Section(EstimatesSection.KEY, "Estimates from some lines", items);
  }

  private static Table table(final Estimate all) {
    return Table.builder("lines", "Lines that came, " + EstimateColumns.CONFIDENCE)
        .column("counted", "Counted", Unit.LINES)
        .column("estimate", "Estimate", Unit.LINES)
        .column("low", "At least", Unit.LINES)
        .column("high", "At most", Unit.LINES)
        .row()
        .cell(all.traced())
        .cell(Math.round(all.value()))
        .cell(Math.round(all.low()))
        .cell(Math.round(all.high()))
        .build();
  }
}
