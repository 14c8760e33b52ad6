package io.memtracer.host.status;

/**
 * Text of somebody who isn't trusted, such as a guest, as it may stand in a message: on one line,
 * of bounded length, and without characters that control a terminal or the direction of writing.
 */
public final class Quoted {

  private static final String CUT = "...";

  private Quoted() {}

  /** In quotes, so that it can't pass for words of ours. */
  public static String of(final String text, final int maxChars) {
    return "'" + line(text, maxChars).replace("'", "\\'") + "'";
  }

  /** The same without quotes, where it is all of a message, or is quoted otherwise. */
  public static String line(final String text, final int maxChars) {
    final StringBuilder line = new StringBuilder();
    final String bounded = text.length() <= maxChars ? text : text.substring(0, maxChars);
    bounded
        .codePoints()
        .forEach(
            c -> {
              if (c == '\n' || c == '\t') {
                line.append(' ');
              } else {
                line.appendCodePoint(isPlain(c) ? c : '?');
              }
            });
    return line.toString().strip() + (bounded.length() < text.length() ? CUT : "");
  }

  private static boolean isPlain(final int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
