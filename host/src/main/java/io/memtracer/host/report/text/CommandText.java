package io.memtracer.host.report.text;

import io.memtracer.host.report.Harmless;
import java.util.List;

/** A command as people read it: quoted where it has blanks, and no longer than they would read. */
public final class CommandText {

  private static final int MAX_WORD_CHARS = 200;
  private static final int MAX_CHARS = 1000;
  private static final String CUT = "...";

  private CommandText() {}

  public static String of(final List<String> command) {
    final StringBuilder text = new StringBuilder();
    for (int i = 0; i < command.size(); i++) {
      final String word = word(command.get(i));
      if (i > 0 && text.length() + word.length() > MAX_CHARS) {
        return text + " " + CUT + " and " + (command.size() - i) + " more words";
      }
      text.append(i == 0 ? "" : " ").append(word);
    }
    return text.toString();
  }

  private static String word(final String word) {
    final String shown =
        word.length() <= MAX_WORD_CHARS
            ? Harmless.line(word)
            : Harmless.line(word.substring(0, MAX_WORD_CHARS)) + CUT;
    return shown.isEmpty() || shown.indexOf(' ') >= 0 ? "'" + shown + "'" : shown;
  }
}
