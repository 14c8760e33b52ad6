package io.memtracer.plugins.hotspots;

import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Item;
import io.memtracer.api.result.Metric;
import io.memtracer.api.result.Section;
import io.memtracer.api.result.Table;
import io.memtracer.api.result.Unit;
import io.memtracer.plugins.support.InstructionColumns;
import io.memtracer.plugins.support.InstructionKeys;
import io.memtracer.plugins.support.Programs;
import io.memtracer.plugins.support.Shares;
import io.memtracer.plugins.support.Top;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Puts the figures into sections. The keys are listed in docs/analyzers/hot-spots.md. */
final class HotReport {

  /** An instruction, by its {@link InstructionKeys key}. */
  record Site(long key, long count) {}

  private static final Comparator<Site> BUSIEST_FIRST =
      Comparator.comparingLong(Site::count)
          .reversed()
          .thenComparing(Site::key, Long::compareUnsigned);

  private final Shape shape;
  private final Totals totals;
  private final Sites sites;
  private final SpaceSaving others;
  private final Programs programs;
  private final int blocks;
  private final Hottest lines;
  private final Hottest pages;
  private final Top<Site> busiest;

  HotReport(
      final Shape shape,
      final Totals totals,
      final LineCounts counts,
      final Sites sites,
      final Programs programs) {
    this.shape = shape;
    this.totals = totals;
    this.sites = sites;
    others = counts.others();
    this.programs = programs;
    blocks = counts.exact().size();
    final HotLines hot = new HotLines(shape, counts.exact(), others, programs);
    lines = hot.lines();
    pages = hot.pages();
    busiest = new Top<>(shape.top(), BUSIEST_FIRST);
    sites.forEach((key, count) -> busiest.add(new Site(key, count)));
  }

  /**
   * All of it.
   *
   * @param estimates what is likely of a whole of which a part was counted
   */
  AnalysisResult result(final Optional<Estimates> estimates) {
    final List<Section> sections = new ArrayList<>();
    estimates.ifPresent(
        some -> sections.add(some.section(listed(pages), listed(lines), busiest.inOrder())));
    sections.add(summary());
    if (!shape.isOfSomeLines()) {
      sections.add(Section.of("pages", "Hottest pages", places(pages, "Page")));
    }
    sections.add(Section.of("lines", "Hottest lines", places(lines, "Line")));
    sections.add(Section.of("instructions", "Busiest instructions", instructions()));
    return new AnalysisResult(sections, 0);
  }

  private List<Hot> listed(final Hottest places) {
    return places.inOrder().stream().limit(shape.top()).toList();
  }

  private Section summary() {
    final List<Item> items =
        new ArrayList<>(new HotFindings(shape, totals, lines, pages, others).all());
    items.add(Metric.of("accesses", "Accesses", totals.accesses(), Unit.ACCESSES));
    items.add(Metric.of("crossings", "Lines they went on to", totals.crossings(), Unit.LINES));
    items.add(Metric.of("blocks", "Blocks of 64 lines counted exactly", blocks, Unit.COUNT));
    items.add(Metric.of("estimated", "Accesses to other lines", others.counted(), Unit.ACCESSES));
    items.add(
        Metric.of(
            "bound",
            "Counts of other lines are too high by at most",
            others.bound(),
            Unit.ACCESSES));
    items.add(
        Metric.of(
            "untracked", "Accesses of instructions not tracked", sites.untracked(), Unit.ACCESSES));
    if (!shape.isOfSomeLines()) {
      items.add(concentration());
    }
    return new Section("hot-spots", "Hot spots", items);
  }

  private Table concentration() {
    final Table.Builder table =
        Table.builder("concentration", "How many of the hottest have that share of the accesses")
            .column("share", "Share", Unit.RATIO)
            .column("pages", "Pages", Unit.PAGES)
            .column("lines", "Lines", Unit.LINES)
            .column("size", "Size of the lines", Unit.BYTES);
    for (final double share : new double[] {0.5, 0.9, 0.99}) {
      final long hottest = lines.needed(totals.accesses(), share);
      table
          .row()
          .cell(share)
          .cell(pages.needed(totals.accesses(), share))
          .cell(hottest)
          .cell(hottest * shape.lineBytes());
    }
    return table.build();
  }

  private Table places(final Hottest places, final String label) {
    final Table.Builder table =
        Table.builder("hottest", "By accesses")
            .column("address", label, Unit.DATA_ADDRESS)
            .column("accesses", "Accesses", Unit.ACCESSES)
            .column("share", "Share", Unit.RATIO)
            .column("user-loads", "User loads", Unit.ACCESSES)
            .column("user-stores", "User stores", Unit.ACCESSES)
            .column("kernel-loads", "Kernel loads", Unit.ACCESSES)
            .column("kernel-stores", "Kernel stores", Unit.ACCESSES)
            .column("excess", "At most too many", Unit.ACCESSES)
            .column("program", "Program", Unit.PROGRAM);
    listed(places)
        .forEach(
            hot ->
                table
                    .row()
                    .cell(hot.place())
                    .cell(hot.count())
                    .cell(share(hot.count()))
                    .cell(hot.parts().userLoads())
                    .cell(hot.parts().userStores())
                    .cell(hot.parts().kernelLoads())
                    .cell(hot.parts().kernelStores())
                    .cell(hot.excess())
                    .cell(programs.name(hot.program())));
    return table.build();
  }

  private Table instructions() {
    final Table.Builder table =
        InstructionColumns.columns(Table.builder("busiest", "By accesses"))
            .column("accesses", "Accesses", Unit.ACCESSES)
            .column("share", "Share", Unit.RATIO)
            .column("program", "Program", Unit.PROGRAM);
    busiest.inOrder().forEach(site -> row(table.row(), site));
    return table.build();
  }

  private void row(final Table.Builder table, final Site site) {
    InstructionColumns.cells(table, site.key())
        .cell(site.count())
        .cell(share(site.count()))
        .cell(programs.name(InstructionKeys.program(site.key())));
  }

  private double share(final long count) {
    return Shares.share(count, totals.accesses());
  }
}
