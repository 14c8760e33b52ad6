package io.memtracer.host.guest;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a {@code guest.json} says, field by field. A field that is missing or of another kind is an
 * {@link IllegalArgumentException} with its name and value.
 */
record GuestFields(JsonNode root) {

  private static final int MAX_SHOWN_CHARS = 60;

  String text(final String key) {
    final JsonNode value = required(key);
    if (!value.isTextual()) {
      throw refused(key, "text", value);
    }
    return value.asText();
  }

  int number(final String key, final int min, final int max) {
    final JsonNode value = required(key);
    if (!value.isInt() || value.asInt() < min || value.asInt() > max) {
      throw refused(key, "a whole number from " + min + " to " + max, value);
    }
    return value.asInt();
  }

  /** The same for a field that older files haven't got. */
  int number(final String key, final int min, final int max, final int missing) {
    return root.has(key) ? number(key, min, max) : missing;
  }

  boolean flag(final String key) {
    final JsonNode value = required(key);
    if (!value.isBoolean()) {
      throw refused(key, "true or false", value);
    }
    return value.asBoolean();
  }

  /** A file of that directory, there or not. */
  Path file(final String key, final Path directory) {
    final String name = text(key);
    final Path file = Path.of(name);
    if (name.isEmpty() || file.isAbsolute() || !file.normalize().equals(file.getFileName())) {
      throw refused(key, "the name of a file beside it", required(key));
    }
    return directory.resolve(file);
  }

  Optional<Path> optionalFile(final String key, final Path directory) {
    return root.has(key) ? Optional.of(file(key, directory)) : Optional.empty();
  }

  Map<String, String> texts(final String key) {
    final Map<String, String> texts = new TreeMap<>();
    final JsonNode object = required(key);
    if (!object.isObject()) {
      throw refused(key, "an object", object);
    }
    for (final Map.Entry<String, JsonNode> entry : object.properties()) {
      texts.put(entry.getKey(), new GuestFields(object).text(entry.getKey()));
    }
    return texts;
  }

  private JsonNode required(final String key) {
    final JsonNode value = root.get(key);
    if (value == null) {
      throw new IllegalArgumentException("there is no \"" + key + "\"");
    }
    return value;
  }

  private static IllegalArgumentException refused(
      final String key, final String wanted, final JsonNode value) {
    final String shown = value.toString();
    return new IllegalArgumentException(
        "\"%s\" must be %s, but is %s"
            .formatted(
                key,
                wanted,
                shown.length() > MAX_SHOWN_CHARS
                    ? shown.substring(0, MAX_SHOWN_CHARS) + "..."
                    : shown));
  }
}
