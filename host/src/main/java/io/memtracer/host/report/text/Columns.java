package io.memtracer.host.report.text;

import java.util.ArrayList;
import java.util.List;

/** Lays out cells in aligned columns. */
public final class Columns {

  private static final String GAP = "  ";

  /** Text that is cut has at least this share of the line, though the line gets too long. */
  private static final int NARROWEST_SHARE = 3;

  private final TextStyle style;
  private final boolean[] right;
  private final boolean[] shrinks;
  private final List<String[]> rows = new ArrayList<>();

  /**
   * Columns that are empty yet.
   *
   * @param right which of them are set flush right
   * @param shrinks which of them may be cut when the line gets too long
   */
  public Columns(final TextStyle style, final boolean[] right, final boolean[] shrinks) {
    this.style = style;
    this.right = right.clone();
    this.shrinks = shrinks.clone();
  }

  public void add(final String... cells) {
    rows.add(cells.clone());
  }

  /** The rows in order, without trailing spaces. */
  public List<String> lines(final int indent) {
    final int[] widths = widths(style.width() - indent);
    final List<String> lines = new ArrayList<>(rows.size());
    for (final String[] row : rows) {
      final StringBuilder line = new StringBuilder(" ".repeat(indent));
      for (int i = 0; i < row.length; i++) {
        line.append(i == 0 ? "" : GAP).append(pad(row[i], widths[i], right[i]));
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  private int[] widths(final int available) {
    final int[] widths = new int[right.length];
    for (final String[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        widths[i] = Math.max(widths[i], length(row[i]));
      }
    }
    int excess = GAP.length() * (widths.length - 1) - available;
    for (final int width : widths) {
      excess += width;
    }
    while (excess > 0) {
      final int widest = widestThatShrinks(widths);
      if (widest < 0) {
        break;
      }
      widths[widest]--;
      excess--;
    }
    return widths;
  }

  private int widestThatShrinks(final int[] widths) {
    final int narrowest = style.width() / NARROWEST_SHARE;
    int widest = -1;
    for (int i = 0; i < widths.length; i++) {
      if (shrinks[i] && widths[i] > narrowest && (widest < 0 || widths[i] > widths[widest])) {
        widest = i;
      }
    }
    return widest;
  }

  private String pad(final String text, final int width, final boolean toTheRight) {
    final int length = length(text);
    if (length > width) {
      return cut(text, width);
    }
    final String spaces = " ".repeat(width - length);
    return toTheRight ? spaces + text : text + spaces;
  }

  private String cut(final String text, final int width) {
    final int kept = width - style.ellipsis().length();
    return text.substring(0, text.offsetByCodePoints(0, kept)) + style.ellipsis();
  }

  static int length(final String text) {
    return text.codePointCount(0, text.length());
  }
}
