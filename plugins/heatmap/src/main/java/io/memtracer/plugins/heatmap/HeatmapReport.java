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
  private final SomeLines some;
  private final boolean isOfSome;
  private final boolean partial;
  private final Picture user;
  private final Picture kernel;

  HeatmapReport(final Shape shape, final Grid grid, final SomeLines some, final boolean partial) {
    this.grid = grid;
    this.some = some;
    isOfSome = shape.isOfSomeLines();
    this.partial = partial;
    user = new Picture(shape, grid, some, Modes.USER);
    kernel = new Picture(shape, grid, some, Modes.KERNEL);
  }

  AnalysisResult result() {
    final List<Section> sections = new ArrayList<>();
    if (isOfSome) {
      sections.add(SomeLinesSection.of(some, user, kernel));
    }
    sections.add(summary());
    sections.add(section(Modes.USER, "What user code accesses", user));
    sections.add(section(Modes.KERNEL, "What the kernel accesses", kernel));
    return new AnalysisResult(sections, 0);
  }

  private Section summary() {
    final List<Item> items =
        new ArrayList<>(new HeatmapFindings(user, kernel, isOfSome, partial).all());
    items.add(Metric.of("accesses", "Accesses", some.seen(), Unit.ACCESSES));
    items.add(Metric.of("block", "Addresses in a block", 1L << grid.blocks().shift(), Unit.BYTES));
    items.add(Metric.of("column", "Accesses in a column", grid.time().width(), Unit.ACCESSES));
    items.add(
        Metric.of(
            "user-blocks", least("Blocks that user code accesses"), user.blocks(), Unit.COUNT));
    items.add(
        Metric.of(
            "kernel-blocks",
            least("Blocks that the kernel accesses"),
            kernel.blocks(),
            Unit.COUNT));
    return new Section("heatmap", "Heat map", items);
  }

  /** What is only in lines that weren't looked at isn't known. */
  private String least(final String title) {
    return isOfSome ? title + ", at least" : title;
  }

  private String estimated(final String title) {
    return isOfSome ? title + ", estimated from some lines" : title;
  }

  private Section section(final int mode, final String title, final Picture picture) {
    return Section.of(
        Modes.key(mode),
        title,
        picture.map("map", estimated("Accesses by address and time")),
        regions(picture));
  }

  private Table regions(final Picture picture) {
    final Table.Builder table =
        Table.builder("regions", estimated("Regions of the picture"))
            .column("first", "From", Unit.DATA_ADDRESS)
            .column("last", "To", Unit.DATA_ADDRESS)
            .column("size", "Size", Unit.BYTES)
            .column("used", least("Of it used"), Unit.BYTES)
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
