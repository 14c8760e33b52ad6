package io.memtracer.api.result;

import java.util.Objects;

/**
 * A column of a table.
 *
 * @param key name for scripts
 * @param label heading for people
 * @param unit what its cells count; {@link Unit#TEXT} for text
 */
public record Column(String key, String label, Unit unit) {

  public Column {
    Keys.requireKey(key);
    Objects.requireNonNull(label, "label");
    Objects.requireNonNull(unit, "unit");
  }
}
