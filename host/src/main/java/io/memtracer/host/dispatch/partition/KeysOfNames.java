package io.memtracer.host.dispatch.partition;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Keys for what has a name, which nobody chose to be a key.
 *
 * <p>Not thread-safe.
 */
final class KeysOfNames {

  private final String kind;
  private final Map<String, String> keys = new HashMap<>();

  /**
   * Without a key as yet.
   *
   * @param kind begins each
   */
  KeysOfNames(final String kind) {
    this.kind = kind;
  }

  /**
   * Made of the name, and a number if there was the same before for something else.
   *
   * @param identity what tells it from others
   */
  String of(final String identity, final String name) {
    return keys.computeIfAbsent(identity, some -> newKey(name));
  }

  private String newKey(final String name) {
    final String words =
        name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    final String key = words.isEmpty() ? kind : kind + "-" + words;
    String free = key;
    for (int i = 2; keys.containsValue(free); i++) {
      free = key + "-" + i;
    }
    return free;
  }
}
