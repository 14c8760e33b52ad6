package io.memtracer.plugins.external;

/** Makes text safe for a terminal. */
final class Printable {

  private static final int MAX_CHARS = 1000;

  private Printable() {}

  /** The end of a text, with control characters as spaces. */
  static String of(final String text) {
    final String end = text.substring(Math.max(0, text.length() - MAX_CHARS));
    return end.replaceAll("[\\p{Cntrl}&&[^\n]]", " ").replace("\n", "\n    ");
  }

  /** A text as one line, not blank. */
  static String line(final String text) {
    final String line = text.replaceAll("\\p{Cntrl}", " ").strip();
    return line.isEmpty() ? "tool" : line;
  }
}
