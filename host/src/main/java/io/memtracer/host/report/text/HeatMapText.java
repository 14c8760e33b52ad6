package io.memtracer.host.report.text;

import io.memtracer.api.result.Axis;
import io.memtracer.api.result.HeatMap;
import io.memtracer.api.result.Unit;
import java.util.ArrayList;
import java.util.List;

/**
 * A heat map as shades, the largest address or value on top. Where there are more cells than places
 * on the screen, a place shows the largest of its cells, so that no peak gets lost. What is left
 * out between rows has a line that says how much it is.
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
    final List<HeatMapRows.Line> rows = HeatMapRows.of(map, MAX_ROWS);
    final List<String> labels = new ArrayList<>();
    int widest = 0;
    for (final HeatMapRows.Line row : rows) {
      labels.add(quantity.cell(map.y().get(row.from()), map.yAxis().unit()));
      widest = Math.max(widest, Columns.length(labels.get(labels.size() - 1)));
    }
    final int width = Math.min(map.x().size(), style.readableWidth() - indent - widest - 2);
    final Shades scale = Shades.of(map);
    for (int i = rows.size() - 1; i >= 0; i--) {
      final HeatMapRows.Line row = rows.get(i);
      final String shades = style.accent(shades(map, row, width, scale));
      lines.add(margin + onTheLeft(labels.get(i), widest) + bars.axis() + shades);
      if (map.gapBelow(row.from()) != 0) {
        lines.add(margin + onTheLeft(gap(map, row.from()), widest) + bars.gap());
      }
    }
    lines.add(margin + " ".repeat(widest + 1) + bars.corner() + bars.floor(width));
    lines.add(margin + " ".repeat(widest + 2) + xAxis(map, width));
    lines.add(margin + " ".repeat(widest + 2) + legend(scale, map.valueUnit()));
    return lines;
  }

  private static String onTheLeft(final String label, final int widest) {
    return " ".repeat(Math.max(0, widest - Columns.length(label))) + label + " ";
  }

  /** How much is left out, which is more than a long holds of the address space's hole. */
  private String gap(final HeatMap map, final int row) {
    final long gap = map.gapBelow(row);
    final double size = gap >= 0 ? gap : gap + 0x1p64;
    final Unit unit = map.yAxis().unit();
    return quantity.cell(size, unit.isAddress() ? Unit.BYTES : unit);
  }

  private String shades(
      final HeatMap map, final HeatMapRows.Line row, final int width, final Shades scale) {
    final StringBuilder shades = new StringBuilder(width);
    for (int column = 0; column < width; column++) {
      double largest = 0;
      for (int y = row.from(); y < row.to(); y++) {
        for (int x = firstOf(column, width, map.x().size());
            x < firstOf(column + 1, width, map.x().size());
            x++) {
          largest = Math.max(largest, map.value(x, y));
        }
      }
      shades.append(shade(scale.of(largest)));
    }
    return shades.toString().stripTrailing();
  }

  private String legend(final Shades scale, final Unit unit) {
    final String most = shade(1) + " is " + quantity.withUnit(scale.most, unit);
    return scale.least == scale.most
        ? most
        : shade(scale.of(scale.least))
            + " is "
            + quantity.cell(scale.least, unit)
            + ", "
            + most
            + " (log scale)";
  }

  /** Whatever isn't nothing is seen. */
  private char shade(final double share) {
    final String steps = style.unicode() ? UNICODE : ASCII;
    return steps.charAt((int) Math.ceil(share * (steps.length() - 1)));
  }

  /** Counts span orders of magnitude: equal ratios are equally far apart. */
  private record Shades(double least, double most) {

    /** Of what isn't nothing, the least has this much. */
    private static final double LEAST_SHADE = 0.1;

    static Shades of(final HeatMap map) {
      double least = Double.POSITIVE_INFINITY;
      double most = 0;
      for (final double value : map.values()) {
        if (value > 0) {
          least = Math.min(least, value);
          most = Math.max(most, value);
        }
      }
      return new Shades(Math.min(least, most), most);
    }

    /** 0 to 1. */
    double of(final double value) {
      if (value <= 0 || least == most) {
        return value <= 0 ? 0 : 1;
      }
      final double part = Math.log(value / least) / Math.log(most / least);
      return Math.min(1, LEAST_SHADE + (1 - LEAST_SHADE) * part);
    }
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
