package io.memtracer.plugins.support;

import io.memtracer.api.result.Item;
import io.memtracer.api.result.Section;
import io.memtracer.api.result.Table;
import io.memtracer.api.result.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How {@link MissBounds} are told. */
final class BoundsSection {

  private final MissBounds bounds;
  private final List<String> levels;
  private final String notEstimated;
  private final boolean withWrites;

  /**
   * Of blocks that are over.
   *
   * @param levels what they are called
   * @param notEstimated what can't be said, and why; empty if there is nothing
   * @param withWrites whether it is known what is written back
   */
  BoundsSection(
      final MissBounds bounds,
      final List<String> levels,
      final String notEstimated,
      final boolean withWrites) {
    this.bounds = bounds;
    this.levels = levels;
    this.notEstimated = notEstimated;
    this.withWrites = withWrites;
  }

  Section section(final List<Item> more) {
    final Findings findings = new Findings();
    findings.note("estimate", "", "%s", text());
    if (!notEstimated.isEmpty()) {
      findings.note("not-estimated", "", "%s", notEstimated);
    }
    final List<Item> tables = new ArrayList<>();
    if (!levels.isEmpty()) {
      tables.add(misses());
      if (withWrites) {
        tables.add(writes());
      }
    }
    tables.addAll(more);
    return EstimatesSection.of(
        findings, bounds.blocks(), bounds.whole(), tables.toArray(Item[]::new));
  }

  private String text() {
    final StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "Of the run's %,d accesses %,d blocks were traced.",
                bounds.whole(),
                bounds.blocks()));
    for (int level = 0; level < levels.size(); level++) {
      text.append(
          String.format(
              Locale.ROOT,
              level == 0
                  ? " Of 1,000 of all accesses %.2f to %.2f miss %s"
                  : ", %.2f to %.2f miss %s",
              rate(bounds.fewest(level, Kinds.Part.TOTAL)),
              rate(bounds.most(level, Kinds.Part.TOTAL)),
              levels.get(level)));
    }
    if (!levels.isEmpty()) {
      text.append(
          ": what a level holds when a block begins isn't known, and the longer blocks and the"
              + " smaller levels are, the less that matters.");
    }
    return text.append(" All other figures are of what was traced.").toString();
  }

  private Table misses() {
    final Table.Builder table =
        Table.builder("misses", "Misses of each level, " + EstimateColumns.CONFIDENCE)
            .column("level", "Level", Unit.TEXT)
            .column("mode", "Mode", Unit.TEXT)
            .column("low", "At least", Unit.COUNT)
            .column("high", "At most", Unit.COUNT)
            .column("low-rate", "Of 1,000 accesses at least", Unit.NONE)
            .column("high-rate", "At most", Unit.NONE);
    for (int level = 0; level < levels.size(); level++) {
      for (final Kinds.Part part : Kinds.Part.values()) {
        final double low = bounds.fewest(level, part);
        final double high = bounds.most(level, part);
        table
            .row()
            .cell(levels.get(level))
            .cell(part.key())
            .cell(Math.round(low))
            .cell(Math.round(high))
            .cell(rate(low))
            .cell(rate(high));
      }
    }
    return table.build();
  }

  private Table writes() {
    final Table.Builder table =
        Table.builder("write-backs", "Lines written back, " + EstimateColumns.CONFIDENCE)
            .column("level", "Level", Unit.TEXT)
            .column("low", "At least", Unit.COUNT)
            .column("high", "At most", Unit.COUNT);
    for (int level = 0; level < levels.size(); level++) {
      table
          .row()
          .cell(levels.get(level))
          .cell(Math.round(bounds.fewestWrites(level)))
          .cell(Math.round(bounds.mostWrites(level)));
    }
    return table.build();
  }

  private double rate(final double misses) {
    return MissTable.perThousand(misses, bounds.whole());
  }
}
