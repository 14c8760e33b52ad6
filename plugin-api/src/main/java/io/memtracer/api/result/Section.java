package io.memtracer.api.result;

import java.util.List;
import java.util.Objects;

/**
 * A titled part of a result.
 *
 * @param key name for scripts: lower-case letters, digits and dashes
 * @param title heading for people
 * @param items what it holds, in order; their keys differ
 */
public record Section(String key, String title, List<Item> items) {

  public Section {
    Keys.requireKey(key);
    Objects.requireNonNull(title, "title");
    items = List.copyOf(items);
    Keys.requireDistinct("items of section " + key, items.stream().map(Item::key).toList());
  }

  /**
   * A section from items.
   *
   * @param key name for scripts
   * @param title heading for people
   * @param items what it holds, in order
   * @return the section
   */
  public static Section of(final String key, final String title, final Item... items) {
    return new Section(key, title, List.of(items));
  }
}
