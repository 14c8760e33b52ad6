package io.memtracer.api.result;

import java.util.Objects;

/**
 * What figures mean, in a sentence: for people who don't want to read the figures first.
 *
 * @param key name for scripts
 * @param level how much it matters
 * @param text one sentence, or a few
 * @param about key of the section that has the figures; empty if it is this one
 */
public record Finding(String key, Level level, String text, String about) implements Item {

  /** How much it matters. */
  public enum Level {
    /** Good to know. */
    NOTE,
    /** It costs something. */
    HINT,
    /** It costs much, or the figures mislead without it. */
    WARNING
  }

  public Finding {
    Keys.requireKey(key);
    Objects.requireNonNull(level, "level");
    Objects.requireNonNull(text, "text");
    if (!about.isEmpty()) {
      Keys.requireKey(about);
    }
  }

  /**
   * A finding about the section it stands in.
   *
   * @param key name for scripts
   * @param level how much it matters
   * @param text one sentence, or a few
   * @return the finding
   */
  public static Finding of(final String key, final Level level, final String text) {
    return new Finding(key, level, text, "");
  }
}
