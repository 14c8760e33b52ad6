package io.memtracer.plugins.support;

import io.memtracer.api.result.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Sentences, in the order in which they are said. Not thread-safe. */
public final class Findings {

  private final List<Finding> all = new ArrayList<>();

  /** Nothing is said yet. */
  public Findings() {}

  /**
   * Good to know.
   *
   * @param key name for scripts
   * @param about key of the section that has the figures; empty if it is this one
   * @param format of the text, as {@link String#format} takes it
   * @param values what goes into it
   */
  public void note(
      final String key, final String about, final String format, final Object... values) {
    say(key, Finding.Level.NOTE, about, format, values);
  }

  /**
   * It costs something.
   *
   * @param key name for scripts
   * @param about key of the section that has the figures; empty if it is this one
   * @param format of the text, as {@link String#format} takes it
   * @param values what goes into it
   */
  public void hint(
      final String key, final String about, final String format, final Object... values) {
    say(key, Finding.Level.HINT, about, format, values);
  }

  /**
   * It costs much, or the figures mislead without it.
   *
   * @param key name for scripts
   * @param about key of the section that has the figures; empty if it is this one
   * @param format of the text, as {@link String#format} takes it
   * @param values what goes into it
   */
  public void warning(
      final String key, final String about, final String format, final Object... values) {
    say(key, Finding.Level.WARNING, about, format, values);
  }

  private void say(
      final String key,
      final Finding.Level level,
      final String about,
      final String format,
      final Object... values) {
    all.add(new Finding(key, level, String.format(Locale.ROOT, format, values), about));
  }

  /**
   * What was said.
   *
   * @return in order
   */
  public List<Finding> all() {
    return List.copyOf(all);
  }
}
