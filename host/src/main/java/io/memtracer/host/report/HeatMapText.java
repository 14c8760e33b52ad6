package io.memtracer.host.report;

import io.memtracer.api.result.Axis;
import io.memtracer.api.result.HeatMap;
import java.util.ArrayList;
import java.util.List;

/**
 * A heat map as shades, the largest address or value on top. Where there are more cells than places
 * on the screen, a place shows the largest of its cells, so that no peak gets lost.
 */
final class HeatMapText {

  private static final int MAX_ROWS = 16;
  private static final String UNICODE = " ░▒▓█";
  private static final String ASCII = " .:*#";

  private final TextStyle style;
  private final Quantity quantity;
  private final Bars bars;

  HeatMapText(final TextStyle style) {
    this.style = style;
    quantity = new Quantity(style);
    bars = new Bars(style);
  }

  List<String> lines(final HeatMap map, final int indent) {
    final List<String> lines = new ArrayList<>();
    final String margin = " ".repeat(indent);
    if (map.values().isEmpty()) {
      lines.add(margin + "(no values)");
      return lines;
    }
    final int rows = Math.min(MAX_ROWS, map.y().size());
    final List<String> labels = new ArrayList<>();
    int widest = 0;
    for (int row = 0; row < rows; row++) {
      labels.add(
          quantity.cell(map.y().get(firstOf(row, rows, map.y().size())), map.yAxis().unit()));
      widest = Math.max(widest, Columns.length(labels.get(row)));
    }
    final int width = Math.min(map.x().size(), style.readableWidth() - indent - widest - 2);
    double most = 0;
    for (final double value : map.values()) {
      most = Math.max(most, value);
    }
    for (int row = rows - 1; row >= 0; row--) {
      lines.add(
          margin
              + " ".repeat(widest - Columns.length(labels.get(row)))
              + labels.get(row)
              + " "
              + bars.axis()
              + style.accent(shades(map, row, rows, width, most)));
    }
    lines.add(margin + " ".repeat(widest + 1) + bars.corner() + bars.floor(width));
    lines.add(margin + " ".repeat(widest + 2) + xAxis(map, width));
    lines.add(
        margin
            + " ".repeat(widest + 2)
            + shade(1)
            + " is "
            + quantity.withUnit(most, map.valueUnit()));
    return lines;
  }

  private String shades(
      final HeatMap map, final int row, final int rows, final int width, final double most) {
    final StringBuilder shades = new StringBuilder(width);
    for (int column = 0; column < width; column++) {
      double largest = 0;
      for (int y = firstOf(row, rows, map.y().size());
          y < firstOf(row + 1, rows, map.y().size());
          y++) {
        for (int x = firstOf(column, width, map.x().size());
            x < firstOf(column + 1, width, map.x().size());
            x++) {
          largest = Math.max(largest, map.value(x, y));
        }
      }
      shades.append(shade(most == 0 ? 0 : largest / most));
    }
    return shades.toString().stripTrailing();
  }

  /** Whatever isn't nothing is seen. */
  private char shade(final double share) {
    final String steps = style.unicode() ? UNICODE : ASCII;
    return steps.charAt((int) Math.ceil(share * (steps.length() - 1)));
  }

  private static int firstOf(final int place, final int places, final int cells) {
    return (int) ((long) place * cells / places);
  }

  private String xAxis(final HeatMap map, final int width) {
    final Axis axis = map.xAxis();
    return AxisText.between(
        axis,
        quantity.cell(map.x().get(0), axis.unit()),
        quantity.cell(map.x().get(map.x().size() - 1), axis.unit()),
        width);
  }
}
