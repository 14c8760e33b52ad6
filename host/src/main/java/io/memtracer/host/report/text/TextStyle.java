package io.memtracer.host.report.text;

/**
 * What the place can show where text is going.
 *
 * @param width columns a line of a table may take, at least {@link #MIN_WIDTH}
 * @param unicode whether characters beyond ASCII arrive as they are
 * @param colour whether escape sequences are understood and wanted
 */
public record TextStyle(int width, boolean unicode, boolean colour) {

  /** Width of text that is not for a terminal. */
  public static final int PLAIN_WIDTH = 72;

  /** Longer lines that aren't tables are hard to read, however wide a terminal is. */
  public static final int MAX_READABLE_WIDTH = 100;

  /** What is narrower is left to the terminal to wrap. */
  public static final int MIN_WIDTH = 40;

  public TextStyle {
    width = Math.max(MIN_WIDTH, width);
  }

  /** Columns that text and drawings may take. */
  public int readableWidth() {
    return Math.min(MAX_READABLE_WIDTH, width);
  }

  /** For a pipe or a file. */
  public static TextStyle plain(final boolean unicode) {
    return new TextStyle(PLAIN_WIDTH, unicode, false);
  }

  public String bold(final String text) {
    return sgr("1", text);
  }

  public String dim(final String text) {
    return sgr("2", text);
  }

  public String alarm(final String text) {
    return sgr("1;31", text);
  }

  public String good(final String text) {
    return sgr("32", text);
  }

  String accent(final String text) {
    return sgr("36", text);
  }

  String ellipsis() {
    return unicode ? "…" : "...";
  }

  private String sgr(final String code, final String text) {
    return colour && !text.isBlank() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
