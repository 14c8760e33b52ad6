package io.memtracer.host.report.text;

import io.memtracer.api.result.Curve;
import io.memtracer.api.result.Line;
import io.memtracer.host.report.Harmless;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Curves in one picture, each with a letter of its own; where some meet, the first one is seen. */
final class CurveText {

  private static final int ROWS = 10;
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";

  private final TextStyle style;
  private final Quantity quantity;

  CurveText(final TextStyle style) {
    this.style = style;
    quantity = new Quantity(style);
  }

  List<String> lines(final Curve curve, final int indent) {
    final List<String> lines = new ArrayList<>();
    final String margin = " ".repeat(indent);
    if (curve.x().isEmpty() || curve.lines().isEmpty()) {
      lines.add(margin + "(no values)");
      return lines;
    }
    final Drawing x = Drawing.between(curve.xAxis(), first(curve.x()), last(curve.x()));
    final Drawing y = Drawing.of(curve.yAxis(), curve.lines().stream().map(Line::values).toList());
    final String top = quantity.cell(y.high(), curve.yAxis().unit());
    final String bottom = quantity.cell(y.low(), curve.yAxis().unit());
    final ChartFrame frame = new ChartFrame(style, indent, top, bottom);
    final char[][] grid = draw(curve, x, y, frame.width());
    for (int row = 0; row < ROWS; row++) {
      lines.add(frame.row(row, ROWS, new String(grid[row])));
    }
    lines.add(frame.floor());
    lines.add(frame.below(xAxis(curve, frame.width())));
    for (int line = 0; line < curve.lines().size(); line++) {
      lines.add(frame.below(letter(line) + "  " + Harmless.line(curve.lines().get(line).label())));
    }
    return lines;
  }

  private static char[][] draw(
      final Curve curve, final Drawing x, final Drawing y, final int width) {
    final char[][] grid = new char[ROWS][width];
    for (final char[] row : grid) {
      Arrays.fill(row, ' ');
    }
    for (int line = curve.lines().size() - 1; line >= 0; line--) {
      final List<Double> values = curve.lines().get(line).values();
      for (int column = 0; column < width; column++) {
        final double share = width == 1 ? 0 : (double) column / (width - 1);
        final double value = values.get(position(curve.x(), x, share));
        final int row = ROWS - 1 - (int) Math.round(y.share(value) * (ROWS - 1));
        grid[row][column] = letter(line);
      }
    }
    return grid;
  }

  /** The last position that isn't behind a place on the axis. */
  private static int position(final List<Double> positions, final Drawing x, final double share) {
    int position = 0;
    while (position + 1 < positions.size() && x.share(positions.get(position + 1)) <= share) {
      position++;
    }
    return position;
  }

  private static char letter(final int line) {
    return LETTERS.charAt(line % LETTERS.length());
  }

  private String xAxis(final Curve curve, final int width) {
    return AxisText.between(
        curve.xAxis(),
        quantity.cell(first(curve.x()), curve.xAxis().unit()),
        quantity.cell(last(curve.x()), curve.xAxis().unit()),
        width);
  }

  private static double first(final List<Double> x) {
    return x.get(0);
  }

  private static double last(final List<Double> x) {
    return x.get(x.size() - 1);
  }
}
