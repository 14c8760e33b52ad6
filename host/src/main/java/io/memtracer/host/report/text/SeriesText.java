package io.memtracer.host.report.text;

import io.memtracer.api.result.Line;
import io.memtracer.api.result.Series;
import io.memtracer.api.result.Unit;
import io.memtracer.host.report.Harmless;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A series as small charts, one above the other on the same scale: lines drawn over each other in
 * one chart can't be told apart without colours. A column shows the largest value of the stretch it
 * stands for, so that no peak gets lost.
 */
final class SeriesText {

  private static final int ROWS_ALONE = 8;
  private static final int ROWS_AMONG_OTHERS = 4;

  private final TextStyle style;
  private final Quantity quantity;
  private final Bars bars;
  private final PhaseBands phases;

  SeriesText(final TextStyle style, final PhaseBands phases) {
    this.style = style;
    this.phases = phases;
    quantity = new Quantity(style);
    bars = new Bars(style);
  }

  List<String> lines(final Series series, final int indent) {
    final List<String> lines = new ArrayList<>();
    final String margin = " ".repeat(indent);
    if (series.x().isEmpty() || series.lines().isEmpty()) {
      lines.add(margin + "(no values)");
      return lines;
    }
    final Drawing scale =
        Drawing.of(series.yAxis(), series.lines().stream().map(Line::values).toList());
    final String top = quantity.cell(scale.high(), series.yAxis().unit());
    final String bottom = quantity.cell(scale.low(), series.yAxis().unit());
    final ChartFrame frame = new ChartFrame(style, indent, top, bottom);
    final List<Line> shown = distinct(series.lines());
    final int rows = shown.size() == 1 ? ROWS_ALONE : ROWS_AMONG_OTHERS;
    for (final Line line : shown) {
      lines.add(margin + caption(series, line));
      final double[] columns = columns(series.x(), line.values(), frame.width());
      for (int row = 0; row < rows; row++) {
        lines.add(frame.row(row, rows, row(columns, scale, rows - 1 - row, rows)));
      }
    }
    lines.add(frame.floor());
    lines.add(frame.below(xAxis(series, frame.width())));
    if (series.xAxis().unit().equals(Unit.ACCESSES)) {
      phases
          .below(frame.width(), column -> accesses(series.x(), column, frame.width()))
          .ifPresent(bands -> lines.add(frame.below(bands)));
    }
    return lines;
  }

  /** A line with the very values of one before it would show the same picture again. */
  private static List<Line> distinct(final List<Line> lines) {
    final Set<List<Double>> seen = new HashSet<>();
    return lines.stream().filter(line -> seen.add(line.values())).toList();
  }

  private String caption(final Series series, final Line line) {
    double sum = 0;
    double most = line.values().get(0);
    for (final double value : line.values()) {
      sum += value;
      most = Math.max(most, value);
    }
    return Harmless.line(line.label())
        + ": highest "
        + quantity.withUnit(most, series.yAxis().unit())
        + ", mean "
        + quantity.withUnit(sum / line.values().size(), series.yAxis().unit());
  }

  private String row(final double[] columns, final Drawing scale, final int row, final int rows) {
    final StringBuilder cells = new StringBuilder(columns.length);
    for (final double value : columns) {
      cells.append(bars.up(scale.share(value), row, rows));
    }
    return cells.toString();
  }

  private String xAxis(final Series series, final int width) {
    final List<Long> x = series.x();
    return AxisText.between(
        series.xAxis(),
        quantity.cell(x.get(0), series.xAxis().unit()),
        quantity.cell(x.get(x.size() - 1), series.xAxis().unit()),
        width);
  }

  /** Where in the run the middle of a column is: a point tells of what came before it. */
  private static double accesses(final List<Long> x, final int column, final int width) {
    final double first = x.get(0);
    final double at = first + (column + 0.5) * (end(x) - first) / width;
    int point = 0;
    while (point + 1 < x.size() && x.get(point + 1) <= at) {
      point++;
    }
    final double owned = (point + 1 < x.size() ? x.get(point + 1) : end(x)) - x.get(point);
    final double before = point == 0 ? 0 : x.get(point - 1);
    final double share = owned <= 0 ? (column + 0.5) / width : (at - x.get(point)) / owned;
    return before + share * (x.get(point) - before);
  }

  /** A point owns the stretch that begins with it; the last one's is as long as the mean. */
  private static double end(final List<Long> x) {
    final double span = (double) x.get(x.size() - 1) - x.get(0);
    return x.get(0) + span * x.size() / Math.max(1, x.size() - 1);
  }

  /** The value each column shows; one without a position of its own repeats the one before. */
  private static double[] columns(final List<Long> x, final List<Double> values, final int width) {
    final double[] columns = new double[width];
    final double first = x.get(0);
    final double span = (double) x.get(x.size() - 1) - first;
    final double all = end(x) - first;
    int next = 0;
    for (int column = 0; column < width; column++) {
      final double end = first + (column + 1) * all / width;
      double value = next == 0 ? values.get(0) : values.get(next - 1);
      boolean fresh = false;
      while (next < x.size() && (span == 0 || x.get(next) < end)) {
        value = fresh ? Math.max(value, values.get(next)) : values.get(next);
        fresh = true;
        next++;
      }
      columns[column] = value;
    }
    return columns;
  }
}
