package io.memtracer.host.report.csv;

import io.memtracer.api.result.Bucket;
import io.memtracer.api.result.Column;
import io.memtracer.api.result.Curve;
import io.memtracer.api.result.Finding;
import io.memtracer.api.result.HeatMap;
import io.memtracer.api.result.Histogram;
import io.memtracer.api.result.Line;
import io.memtracer.api.result.Metric;
import io.memtracer.api.result.Series;
import io.memtracer.api.result.Table;
import io.memtracer.api.result.TextBlock;
import io.memtracer.api.result.Unit;
import io.memtracer.host.report.FindingWords;
import io.memtracer.host.report.ItemVisitor;
import io.memtracer.host.report.Places;
import io.memtracer.host.status.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Writes what an analyzer found: tables, histograms, series, curves and heat maps to files of their
 * own, metrics and findings to one each. Blocks of text are left out.
 */
final class CsvItems implements ItemVisitor<Void> {

  private final Names names;
  private final FindingWords words;
  private final Function<List<String>, CsvSheet> sheet;
  private final List<List<Object>> metrics = new ArrayList<>();
  private final List<List<Object>> findings = new ArrayList<>();

  /**
   * Writes to some sheets.
   *
   * @param sheet makes the sheet for the item that is visited, of these columns
   */
  CsvItems(final Names names, final Function<List<String>, CsvSheet> sheet) {
    this.names = names;
    words = new FindingWords(names);
    this.sheet = sheet;
  }

  /** Key, label, unit and value of each metric that was visited. */
  List<List<Object>> metrics() {
    return List.copyOf(metrics);
  }

  /** Key, level, text and what it is about, of each finding that was visited. */
  List<List<Object>> findings() {
    return List.copyOf(findings);
  }

  @Override
  public Void metric(final Metric metric) {
    metrics.add(
        List.of(
            metric.key(),
            metric.label(),
            metric.unit().key(),
            CsvSheet.cell(metric.value(), metric.unit())));
    return null;
  }

  @Override
  public Void table(final Table table) {
    final List<String> header = new ArrayList<>();
    for (final Column column : table.columns()) {
      header.add(column.key());
      header.addAll(
          switch (column.unit().kind()) {
            case CODE_ADDRESS -> CodeColumns.of(column.key());
            case DATA_ADDRESS -> DataColumns.of(column.key());
            default -> List.of();
          });
    }
    try (CsvSheet out = sheet.apply(header)) {
      for (final List<Object> row : table.rows()) {
        out.row(cells(table.columns(), row));
      }
    }
    return null;
  }

  private List<Object> cells(final List<Column> columns, final List<Object> row) {
    final List<Object> cells = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      cells.add(CsvSheet.cell(row.get(i), columns.get(i).unit()));
      switch (columns.get(i).unit().kind()) {
        case CODE_ADDRESS ->
            cells.addAll(CodeColumns.values(Places.code(columns, row, i).flatMap(names::of)));
        case DATA_ADDRESS ->
            cells.addAll(DataColumns.values(Places.data(columns, row, i).flatMap(names::of)));
        default -> {
          // Nothing lies there.
        }
      }
    }
    return cells;
  }

  @Override
  public Void histogram(final Histogram histogram) {
    try (CsvSheet out = sheet.apply(List.of("low", "high", "count", "key"))) {
      final Unit unit = histogram.valueUnit();
      for (final Bucket bucket : histogram.buckets()) {
        out.row(
            CsvSheet.cell(bucket.low(), unit),
            CsvSheet.cell(bucket.high(), unit),
            bucket.count(),
            "");
      }
      for (final Histogram.Outside outside : histogram.outside()) {
        out.row("", "", outside.count(), outside.key());
      }
    }
    return null;
  }

  @Override
  public Void series(final Series series) {
    lines(series.x(), series.xAxis().unit(), series.lines());
    return null;
  }

  @Override
  public Void curve(final Curve curve) {
    lines(curve.x(), Unit.NONE, curve.lines());
    return null;
  }

  private void lines(final List<? extends Number> x, final Unit unit, final List<Line> lines) {
    final List<String> header = new ArrayList<>(List.of("x"));
    lines.forEach(line -> header.add(line.key()));
    try (CsvSheet out = sheet.apply(header)) {
      for (int i = 0; i < x.size(); i++) {
        final List<Object> row = new ArrayList<>(List.of(CsvSheet.cell(x.get(i), unit)));
        for (final Line line : lines) {
          row.add(line.values().get(i));
        }
        out.row(row);
      }
    }
  }

  @Override
  public Void heatMap(final HeatMap map) {
    final Unit unit = map.yAxis().unit();
    try (CsvSheet out = sheet.apply(List.of("x", "y", "y-last", "value"))) {
      for (int row = 0; row < map.y().size(); row++) {
        final Object last = map.yLast().isEmpty() ? "" : CsvSheet.cell(map.yLast().get(row), unit);
        for (int column = 0; column < map.x().size(); column++) {
          out.row(
              CsvSheet.cell(map.x().get(column), map.xAxis().unit()),
              CsvSheet.cell(map.y().get(row), unit),
              last,
              map.value(column, row));
        }
      }
    }
    return null;
  }

  @Override
  public Void finding(final Finding finding) {
    findings.add(
        List.of(finding.key(), finding.level().toString(), words.of(finding), finding.about()));
    return null;
  }

  @Override
  public Void text(final TextBlock text) {
    return null;
  }
}
