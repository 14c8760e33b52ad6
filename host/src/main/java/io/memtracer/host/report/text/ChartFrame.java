package io.memtracer.host.report.text;

/** What is around a chart: its scale at the left, and the axis below. */
final class ChartFrame {

  private final TextStyle style;
  private final Bars bars;
  private final String margin;
  private final String top;
  private final String bottom;
  private final int labels;
  private final int width;

  /**
   * A frame as wide as the style allows.
   *
   * @param top label of the first row
   * @param bottom label of the last row
   */
  ChartFrame(final TextStyle style, final int indent, final String top, final String bottom) {
    this.style = style;
    this.top = top;
    this.bottom = bottom;
    bars = new Bars(style);
    margin = " ".repeat(indent);
    labels = Math.max(Columns.length(top), Columns.length(bottom));
    width = style.readableWidth() - indent - labels - 2;
  }

  /** Columns that are left for the chart. */
  int width() {
    return width;
  }

  /**
   * A row of the chart.
   *
   * @param row 0 for the first
   * @param rows how many there are
   */
  String row(final int row, final int rows, final String cells) {
    final String label = row == 0 ? top : row == rows - 1 ? bottom : "";
    return margin
        + " ".repeat(labels - Columns.length(label))
        + label
        + " "
        + (label.isEmpty() ? bars.axis() : bars.tick())
        + style.accent(cells.stripTrailing());
  }

  /** The line under the last row. */
  String floor() {
    return margin + " ".repeat(labels + 1) + bars.corner() + bars.floor(width);
  }

  /** A line of text under that. */
  String below(final String text) {
    return margin + " ".repeat(labels + 2) + text;
  }
}
