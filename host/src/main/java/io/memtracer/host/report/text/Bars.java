package io.memtracer.host.report.text;

/** Draws lengths and heights with the block characters of Unicode, or with ASCII. */
final class Bars {

  private static final String[] EIGHTHS_ACROSS = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  private static final String EIGHTHS_UP = " ▁▂▃▄▅▆▇█";
  private static final String THIRDS_UP = " .:#";
  private static final int EIGHT = 8;

  private final boolean unicode;

  Bars(final TextStyle style) {
    unicode = style.unicode();
  }

  /** A bar to the right; whatever isn't nothing is seen. */
  String across(final double share, final int width) {
    if (share <= 0) {
      return "";
    }
    if (!unicode) {
      return "#".repeat((int) Math.max(1, Math.round(share * width)));
    }
    final int eighths = (int) Math.max(1, Math.round(share * width * EIGHT));
    return "█".repeat(eighths / EIGHT) + EIGHTHS_ACROSS[eighths % EIGHT];
  }

  /**
   * One cell of a column.
   *
   * @param share of the whole column's height that is filled; whatever isn't nothing is seen
   * @param row counted from 0 at the bottom
   * @param rows the column's height
   */
  char up(final double share, final int row, final int rows) {
    final String steps = unicode ? EIGHTHS_UP : THIRDS_UP;
    final int perCell = steps.length() - 1;
    final long filled = share <= 0 ? 0 : Math.max(1, Math.round(share * rows * perCell));
    final long here = filled - (long) row * perCell;
    return steps.charAt((int) Math.max(0, Math.min(perCell, here)));
  }

  String axis() {
    return unicode ? "│" : "|";
  }

  String gap() {
    return unicode ? "⋮" : "~";
  }

  String tick() {
    return unicode ? "┤" : "+";
  }

  String corner() {
    return unicode ? "└" : "+";
  }

  String floor(final int width) {
    return (unicode ? "─" : "-").repeat(width);
  }
}
