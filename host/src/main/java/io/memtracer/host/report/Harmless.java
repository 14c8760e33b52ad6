package io.memtracer.host.report;

/**
 * Makes text from guests, tools and file names safe to show: a control character that could move a
 * terminal's cursor, recolour it or answer for the user becomes visible, as {@code \x1b}; so do
 * characters that reverse the direction of writing and halves of surrogate pairs.
 */
public final class Harmless {

  private static final int TAB_WIDTH = 8;

  private Harmless() {}

  /** One line: line breaks and tabs are made visible too. */
  public static String line(final String text) {
    final StringBuilder safe = new StringBuilder(text.length());
    text.codePoints().forEach(c -> append(safe, c));
    return safe.toString();
  }

  /** Several lines: line breaks stay, tabs become spaces. */
  public static String block(final String text) {
    final StringBuilder safe = new StringBuilder(text.length());
    int column = 0;
    for (final int c : text.replace("\r\n", "\n").codePoints().toArray()) {
      if (c == '\n') {
        safe.append('\n');
        column = 0;
      } else if (c == '\t') {
        final int spaces = TAB_WIDTH - column % TAB_WIDTH;
        safe.append(" ".repeat(spaces));
        column += spaces;
      } else {
        append(safe, c);
        column++;
      }
    }
    return safe.toString();
  }

  private static void append(final StringBuilder safe, final int c) {
    if (c == '\n') {
      safe.append("\\n");
    } else if (c == '\t') {
      safe.append("\\t");
    } else if (c == '\r') {
      safe.append("\\r");
    } else if (isHarmful(c)) {
      safe.append(String.format(c < 0x100 ? "\\x%02x" : "\\u%04x", c));
    } else {
      safe.appendCodePoint(c);
    }
  }

  private static boolean isHarmful(final int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
