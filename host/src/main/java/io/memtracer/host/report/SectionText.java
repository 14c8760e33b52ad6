package io.memtracer.host.report;

import io.memtracer.api.result.Histogram;
import io.memtracer.api.result.Item;
import io.memtracer.api.result.Metric;
import io.memtracer.api.result.Section;
import io.memtracer.api.result.Series;
import io.memtracer.api.result.Table;
import io.memtracer.api.result.TextBlock;
import java.util.ArrayList;
import java.util.List;

/** A section of a result: metrics that follow each other are aligned, the rest has a title each. */
final class SectionText {

  private static final int INDENT = 2;
  private static final int DEEPER = 4;

  private final TextStyle style;
  private final Quantity quantity;

  SectionText(final TextStyle style) {
    this.style = style;
    quantity = new Quantity(style);
  }

  List<String> lines(final Section section) {
    final List<String> lines = new ArrayList<>();
    lines.add(style.bold(Harmless.line(section.title())));
    final List<Metric> metrics = new ArrayList<>();
    for (final Item item : section.items()) {
      if (item instanceof Metric metric) {
        metrics.add(metric);
      } else {
        flush(metrics, lines);
        lines.add("  " + Harmless.line(title(item)));
        lines.addAll(body(item));
      }
    }
    flush(metrics, lines);
    return lines;
  }

  /** Figures flush right, and what they count beside them. */
  private void flush(final List<Metric> metrics, final List<String> lines) {
    final Columns columns =
        new Columns(style, new boolean[] {false, true, false}, new boolean[] {true, false, false});
    for (final Metric metric : metrics) {
      final String figure = quantity.cell(metric.value(), metric.unit());
      final String whole = quantity.withUnit(metric.value(), metric.unit());
      columns.add(
          Harmless.line(metric.label()), figure, whole.substring(figure.length()).stripLeading());
    }
    lines.addAll(columns.lines(INDENT));
    metrics.clear();
  }

  private static String title(final Item item) {
    if (item instanceof Table table) {
      return table.title();
    } else if (item instanceof Histogram histogram) {
      return histogram.title();
    } else if (item instanceof Series series) {
      return series.title();
    }
    return ((TextBlock) item).title();
  }

  private List<String> body(final Item item) {
    if (item instanceof Table table) {
      return new TableText(style).lines(table, DEEPER);
    } else if (item instanceof Histogram histogram) {
      return histogram.buckets().isEmpty()
          ? List.of("    (no values)")
          : new HistogramText(style).lines(histogram, DEEPER);
    } else if (item instanceof Series series) {
      return new SeriesText(style).lines(series, DEEPER);
    }
    return Harmless.block(((TextBlock) item).text())
        .lines()
        .map(line -> (" ".repeat(DEEPER) + line).stripTrailing())
        .toList();
  }
}
