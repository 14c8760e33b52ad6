package io.memtracer.host.cli.workload;

import io.memtracer.host.status.TraceException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** A program's environment, in the making. */
final class Environment {

  /** LC_ALL as it was, where the launcher has set it: Java needs another than the user has. */
  static final String LOCALE_PROPERTY = "memtracer.lc_all";

  private static final String LOCALE = "LC_ALL";

  private final Map<String, String> values = new LinkedHashMap<>();

  /** One that begins with these strings {@code NAME=VALUE}; others are passed over. */
  Environment(final List<String> strings) {
    for (final String string : strings) {
      final int equals = string.indexOf('=');
      if (equals > 0) {
        values.put(string.substring(0, equals), string.substring(equals + 1));
      }
    }
  }

  /** This process's, as whoever started it has it. */
  static Environment here(final List<String> inherited, final Properties properties) {
    final Environment environment = new Environment(inherited);
    final String locale = properties.getProperty(LOCALE_PROPERTY);
    if (locale != null && locale.isEmpty()) {
      environment.remove(LOCALE);
    } else if (locale != null) {
      environment.put(LOCALE, locale);
    }
    return environment;
  }

  Environment put(final String name, final String value) {
    values.put(name, value);
    return this;
  }

  Environment remove(final String name) {
    values.remove(name);
    return this;
  }

  /** What a user gave as {@code --env NAME=VALUE}. */
  Environment putAll(final List<String> given) {
    for (final String string : given) {
      final int equals = string.indexOf('=');
      if (equals < 1) {
        throw TraceException.user("--env must be NAME=VALUE, but '" + string + "' isn't");
      }
      values.put(string.substring(0, equals), string.substring(equals + 1));
    }
    return this;
  }

  Optional<String> value(final String name) {
    return Optional.ofNullable(values.get(name));
  }

  List<String> strings() {
    return values.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .toList();
  }
}
