package io.memtracer.plugins.hotspots;

import io.memtracer.api.RecordWord;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Item;
import io.memtracer.api.result.Metric;
import io.memtracer.api.result.Section;
import io.memtracer.api.result.Table;
import io.memtracer.api.result.Unit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Puts the figures into sections. The keys are listed in docs/analyzers/hot-spots.md. */
final class HotReport {

  /** An instruction, as in its records' words, with its program for the vCPU. */
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
  private final List<Hot> lines;
  private final List<Hot> pages;
  private final List<Site> instructions = new ArrayList<>();

  HotReport(
      final Shape shape,
      final Totals totals,
      final Lines exact,
      final Sites sites,
      final SpaceSaving others,
      final Programs programs) {
    this.shape = shape;
    this.totals = totals;
    this.sites = sites;
    this.others = others;
    this.programs = programs;
    blocks = exact.size();
    final HotLines hot = new HotLines(shape, exact, others, programs);
    lines = hot.lines();
    pages = hot.pages();
    sites.forEach((key, count) -> instructions.add(new Site(key, count)));
    instructions.sort(BUSIEST_FIRST);
  }

  AnalysisResult result() {
    return AnalysisResult.of(
        summary(),
        Section.of("pages", "Hottest pages", places(pages, "Page")),
        Section.of("lines", "Hottest lines", places(lines, "Line")),
        Section.of("instructions", "Busiest instructions", instructions()));
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
    items.add(concentration());
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
      final long hottest = HotLines.needed(lines, totals.accesses(), share);
      table
          .row()
          .cell(share)
          .cell(HotLines.needed(pages, totals.accesses(), share))
          .cell(hottest)
          .cell(hottest * shape.lineBytes());
    }
    return table.build();
  }

  private Table places(final List<Hot> places, final String label) {
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
    places.stream()
        .limit(shape.top())
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
        Table.builder("busiest", "By accesses")
            .column("pc", "PC", Unit.CODE_ADDRESS)
            .column("kind", "Access", Unit.TEXT)
            .column("mode", "Mode", Unit.TEXT)
            .column("size", "Size", Unit.BYTES)
            .column("accesses", "Accesses", Unit.ACCESSES)
            .column("share", "Share", Unit.RATIO)
            .column("program", "Program", Unit.PROGRAM);
    instructions.stream().limit(shape.top()).forEach(site -> row(table.row(), site));
    return table.build();
  }

  private void row(final Table.Builder table, final Site site) {
    final long word = site.key();
    table
        .cell(RecordWord.pc(word))
        .cell(RecordWord.isStore(word) ? "store" : "load")
        .cell(RecordWord.isUser(word) ? "user" : "kernel")
        .cell(RecordWord.size(word))
        .cell(site.count())
        .cell(share(site.count()))
        .cell(programs.name(RecordWord.vcpu(word)));
  }

  private double share(final long count) {
    return totals.accesses() == 0 ? 0 : (double) count / (double) totals.accesses();
  }
}
