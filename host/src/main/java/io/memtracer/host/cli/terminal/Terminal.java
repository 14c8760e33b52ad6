package io.memtracer.host.cli.terminal;

import io.memtracer.host.report.text.TextStyle;
import java.util.Map;
import java.util.Properties;

/**
 * What is known about the terminal, if there is one. The launcher finds out, as a shell can, and
 * says so in system properties: Java 17 can't tell for one stream alone, and later versions answer
 * differently. Without the launcher there is none.
 *
 * @param outputColumns width of the terminal at standard output; 0 if that isn't one
 * @param errorColumns width of the terminal at standard error; 0 if that isn't one
 * @param input whether standard input is a terminal
 * @param unicode whether the locale's character set is UTF-8
 * @param colour whether colours are wanted on a terminal
 */
public record Terminal(
    int outputColumns, int errorColumns, boolean input, boolean unicode, boolean colour) {

  static final String OUTPUT_PROPERTY = "memtracer.columns.stdout";
  static final String ERROR_PROPERTY = "memtracer.columns.stderr";
  public static final String INPUT_PROPERTY = "memtracer.terminal.stdin";
  static final String UNICODE_PROPERTY = "memtracer.utf8";

  public static Terminal of(final Properties properties, final Map<String, String> environment) {
    final boolean dumb = "dumb".equals(environment.get("TERM"));
    return new Terminal(
        dumb ? 0 : columns(properties.getProperty(OUTPUT_PROPERTY)),
        dumb ? 0 : columns(properties.getProperty(ERROR_PROPERTY)),
        Boolean.parseBoolean(properties.getProperty(INPUT_PROPERTY)),
        Boolean.parseBoolean(properties.getProperty(UNICODE_PROPERTY)),
        environment.getOrDefault("NO_COLOR", "").isEmpty());
  }

  /** How a report on standard output is to look. */
  TextStyle outputStyle() {
    return style(outputColumns);
  }

  /** How a report on standard error is to look. */
  TextStyle errorStyle() {
    return style(errorColumns);
  }

  private TextStyle style(final int columns) {
    return columns == 0 ? TextStyle.plain(unicode) : new TextStyle(columns, unicode, colour);
  }

  private static int columns(final String text) {
    if (text == null || !text.matches("[0-9]{1,4}")) {
      return 0;
    }
    return Integer.parseInt(text);
  }
}
