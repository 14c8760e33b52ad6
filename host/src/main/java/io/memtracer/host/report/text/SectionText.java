package io.memtracer.host.report.text;

import io.memtracer.api.result.Curve;
import io.memtracer.api.result.Finding;
import io.memtracer.api.result.HeatMap;
import io.memtracer.api.result.Histogram;
import io.memtracer.api.result.Item;
import io.memtracer.api.result.Metric;
import io.memtracer.api.result.Section;
import io.memtracer.api.result.Series;
import io.memtracer.api.result.Table;
import io.memtracer.api.result.TextBlock;
import io.memtracer.host.report.FindingWords;
import io.memtracer.host.report.Harmless;
import io.memtracer.host.report.ItemVisitor;
import io.memtracer.host.report.NameText;
import io.memtracer.host.status.Names;
import java.util.ArrayList;
import java.util.List;

/** A section of a result: metrics that follow each other are aligned, the rest has a title each. */
final class SectionText {

  private static final int INDENT = 2;
  private static final int DEEPER = 4;

  private final TextStyle style;
  private final Names names;
  private final PhaseBands phases;
  private final FindingWords words;
  private final Quantity quantity;

  SectionText(final TextStyle style, final Names names, final PhaseBands phases) {
    this.style = style;
    this.names = names;
    this.phases = phases;
    words = new FindingWords(names);
    quantity = new Quantity(style);
  }

  List<String> lines(final Section section) {
    final List<String> lines = new ArrayList<>();
    lines.add(style.bold(Harmless.line(section.title())));
    final Body body = new Body();
    final List<Metric> metrics = new ArrayList<>();
    for (final Item item : section.items()) {
      if (item instanceof Metric metric) {
        metrics.add(metric);
      } else {
        flush(metrics, lines);
        lines.addAll(body.visit(item));
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
      columns.add(Harmless.line(metric.label()), figure, what(metric, figure));
    }
    lines.addAll(columns.lines(INDENT));
    metrics.clear();
  }

  /** What a figure counts; of an address, what lies there. */
  private String what(final Metric metric, final String figure) {
    return NameText.of(names, metric)
        .orElseGet(
            () ->
                quantity
                    .withUnit(metric.value(), metric.unit())
                    .substring(figure.length())
                    .stripLeading());
  }

  /** What an item other than a metric looks like, below each other. */
  private final class Body implements ItemVisitor<List<String>> {

    @Override
    public List<String> metric(final Metric metric) {
      throw new IllegalArgumentException("metrics are aligned with each other");
    }

    @Override
    public List<String> table(final Table table) {
      return titled(table.title(), new TableText(style, names).lines(table, DEEPER));
    }

    @Override
    public List<String> histogram(final Histogram histogram) {
      return titled(histogram.title(), new HistogramText(style).lines(histogram, DEEPER));
    }

    @Override
    public List<String> series(final Series series) {
      return titled(series.title(), new SeriesText(style, phases).lines(series, DEEPER));
    }

    @Override
    public List<String> curve(final Curve curve) {
      return titled(curve.title(), new CurveText(style).lines(curve, DEEPER));
    }

    @Override
    public List<String> heatMap(final HeatMap map) {
      return titled(map.title(), new HeatMapText(style).lines(map, DEEPER));
    }

    @Override
    public List<String> finding(final Finding finding) {
      return new FindingText(style, words).lines(finding, INDENT);
    }

    @Override
    public List<String> text(final TextBlock block) {
      return titled(
          block.title(),
          Harmless.block(block.text())
              .lines()
              .map(line -> (" ".repeat(DEEPER) + line).stripTrailing())
              .toList());
    }

    private List<String> titled(final String title, final List<String> lines) {
      final List<String> all = new ArrayList<>();
      all.add(" ".repeat(INDENT) + Harmless.line(title));
      all.addAll(lines);
      return all;
    }
  }
}
