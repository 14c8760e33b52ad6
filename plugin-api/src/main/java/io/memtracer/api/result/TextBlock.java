package io.memtracer.api.result;

import java.util.Objects;

/**
 * Text as it is, such as the output of an external tool. An analyzer with figures uses the other
 * items: scripts can't read text.
 *
 * @param key name for scripts
 * @param title heading for people
 * @param text the text, any number of lines
 */
public record TextBlock(String key, String title, String text) implements Item {

  public TextBlock {
    Keys.requireKey(key);
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(text, "text");
  }
}
