package io.memtracer.plugins.workingset;

import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Axis;
import io.memtracer.api.result.Column;
import io.memtracer.api.result.Item;
import io.memtracer.api.result.Metric;
import io.memtracer.api.result.Section;
import io.memtracer.api.result.Series;
import io.memtracer.api.result.Table;
import io.memtracer.api.result.Unit;
import io.memtracer.plugins.support.BoundedSeries;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Puts the figures into sections. The keys are listed in docs/analyzers/working-set.md. */
final class WorkingSetReport {

  private final long window;
  private final long step;
  private final long pageSize;
  private final WindowStatistics statistics;
  private final long[] everByMark;

  WorkingSetReport(
      final long window,
      final long step,
      final long pageSize,
      final WindowStatistics statistics,
      final long[] everByMark) {
    this.window = window;
    this.step = step;
    this.pageSize = pageSize;
    this.statistics = statistics;
    this.everByMark = everByMark;
  }

  AnalysisResult result(final long accesses, final boolean partial) {
    return AnalysisResult.of(workingSet(accesses, partial), footprint());
  }

  private Section workingSet(final long accesses, final boolean partial) {
    final SizeCounts total = statistics.sizes(Who.TOTAL);
    final List<Item> items =
        new ArrayList<>(
            WorkingSetFindings.of(window, total, Who.TOTAL.pages(everByMark), this::bytes));
    if (partial) {
      items.add(WorkingSetFindings.partial());
    }
    items.add(Metric.of("accesses", "Accesses", accesses, Unit.ACCESSES));
    items.add(Metric.of("window", "Accesses in a window", window, Unit.ACCESSES));
    if (step != window) {
      items.add(Metric.of("step", "Accesses from window to window", step, Unit.ACCESSES));
    }
    Collections.addAll(
        items,
        Metric.of("page-size", "Page size", pageSize, Unit.BYTES),
        Metric.of("windows", "Whole windows", statistics.wholeWindows(), Unit.COUNT),
        Metric.of("peak", "Peak", total.peak(), Unit.PAGES),
        Metric.of("mean", "Mean", total.mean(), Unit.PAGES),
        Metric.of(
            "partial-window-accesses",
            "Accesses in the partial window at the end",
            statistics.partialAccesses(),
            Unit.ACCESSES),
        Metric.of(
            "partial-window-pages",
            "Pages in the partial window at the end",
            statistics.partialPages(),
            Unit.PAGES),
        sizes(),
        overTime());
    return new Section("working-set", "Working set", items);
  }

  private Table sizes() {
    final List<List<Object>> rows = new ArrayList<>();
    for (final Who who : Who.values()) {
      final SizeCounts sizes = statistics.sizes(who);
      rows.add(
          List.of(
              who.mode,
              who.kind,
              sizes.peak(),
              sizes.mean(),
              sizes.percentile(50),
              sizes.percentile(90),
              sizes.percentile(99)));
    }
    return new Table(
        "pages-in-window",
        "Distinct pages in a window",
        List.of(
            new Column("mode", "Mode", Unit.TEXT),
            new Column("kind", "Accesses", Unit.TEXT),
            new Column("peak", "Peak", Unit.PAGES),
            new Column("mean", "Mean", Unit.PAGES),
            new Column("p50", "50th percentile", Unit.PAGES),
            new Column("p90", "90th percentile", Unit.PAGES),
            new Column("p99", "99th percentile", Unit.PAGES)),
        rows);
  }

  private Series overTime() {
    final BoundedSeries series = statistics.series();
    return Series.builder(
            "over-time",
            "Distinct pages in a window, over time",
            Axis.linear("accesses so far", Unit.ACCESSES),
            Axis.linear("distinct pages", Unit.PAGES),
            series.ends())
        .line("total", "total", series.means(Who.TOTAL.index))
        .line("total-max", "total, largest", series.maxima(Who.TOTAL.index))
        .line("user", "user", series.means(Who.USER.index))
        .line("kernel", "kernel", series.means(Who.KERNEL.index))
        .line("loads", "loaded", series.means(Who.TOTAL_LOADS.index))
        .line("stores", "stored", series.means(Who.TOTAL_STORES.index))
        .build();
  }

  private Section footprint() {
    final List<List<Object>> rows = new ArrayList<>();
    for (final Who who : Who.values()) {
      final long pages = who.pages(everByMark);
      rows.add(List.of(who.mode, who.kind, pages, bytes(pages)));
    }
    final long pages = Who.TOTAL.pages(everByMark);
    return Section.of(
        "footprint",
        "Footprint",
        Metric.of("pages", "Distinct pages in the whole trace", pages, Unit.PAGES),
        Metric.of("bytes", "Their size", bytes(pages), Unit.BYTES),
        new Table(
            "by-mode",
            "Distinct pages in the whole trace",
            List.of(
                new Column("mode", "Mode", Unit.TEXT),
                new Column("kind", "Accesses", Unit.TEXT),
                new Column("pages", "Pages", Unit.PAGES),
                new Column("bytes", "Size", Unit.BYTES)),
            rows));
  }

  /** Pages can be so large that two of them are more than a long holds. */
  private long bytes(final long pages) {
    return pages > Long.MAX_VALUE / pageSize ? Long.MAX_VALUE : pages * pageSize;
  }
}
