package io.memtracer.plugins.heatmap;

import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Item;
import io.memtracer.api.result.Metric;
import io.memtracer.api.result.Section;
import io.memtracer.api.result.Table;
import io.memtracer.api.result.Unit;
import io.memtracer.plugins.support.Shares;
import java.util.ArrayList;
import java.util.List;

/** Puts the figures into sections. The keys are listed in docs/analyzers/heatmap.md. */
final class HeatmapReport {

  private final Grid grid;
  private final boolean partial;
  private final Picture user;
  private final Picture kernel;

  HeatmapReport(final Shape shape, final Grid grid, final boolean partial) {
    this.grid = grid;
    this.partial = partial;
    user = new Picture(shape, grid, Modes.USER);
    kernel = new Picture(shape, grid, Modes.KERNEL);
  }

  AnalysisResult result() {
    return AnalysisResult.of(
        summary(),
        section(Modes.USER, "What user code accesses", user),
        section(Modes.KERNEL, "What the kernel accesses", kernel));
  }

  private Section summary() {
    final long accesses = user.accesses() + kernel.accesses();
    final List<Item> items = new ArrayList<>(new HeatmapFindings(user, kernel, partial).all());
    items.add(Metric.of("accesses", "Accesses", accesses, Unit.ACCESSES));
    items.add(Metric.of("block", "Addresses in a block", 1L << grid.blocks().shift(), Unit.BYTES));
    items.add(Metric.of("column", "Accesses in a column", grid.time().width(), Unit.ACCESSES));
    items.add(
        Metric.of("user-blocks", "Blocks that user code accesses", user.blocks(), Unit.COUNT));
    items.add(
        Metric.of("kernel-blocks", "Blocks that the kernel accesses", kernel.blocks(), Unit.COUNT));
    return new Section("heatmap", "Heat map", items);
  }

  private static Section section(final int mode, final String title, final Picture picture) {
    return Section.of(
        Modes.key(mode),
        title,
        picture.map("map", "Accesses by address and time"),
        regions(picture));
  }

  private static Table regions(final Picture picture) {
    final Table.Builder table =
        Table.builder("regions", "Regions of the picture")
            .column("first", "From", Unit.DATA_ADDRESS)
            .column("last", "To", Unit.DATA_ADDRESS)
            .column("size", "Size", Unit.BYTES)
            .column("used", "Of it used", Unit.BYTES)
            .column("accesses", "Accesses", Unit.ACCESSES)
            .column("share", "Share", Unit.RATIO)
            .column("since", "Since access", Unit.NONE)
            .column("until", "Until access", Unit.NONE);
    for (final Region region : picture.regions()) {
      table
          .row()
          .cell(region.first())
          .cell(region.last())
          .cell(region.size())
          .cell(region.used())
          .cell(region.accesses())
          .cell(Shares.share(region.accesses(), picture.accesses()))
          .cell(region.from())
          .cell(region.until());
    }
    return table.build();
  }
}
