package io.memtracer.host.guest.agent;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the agent says about its guest: kernel, machine, system, vcpus, memory_mib, agent_version.
 *
 * @param values by key; the guest's words, with control characters replaced
 */
public record GuestFacts(Map<String, String> values) {

  private static final int MAX_LINES = 64;

  public GuestFacts {
    values = Collections.unmodifiableMap(new TreeMap<>(values));
  }

  /** Reads lines of {@code key=value}; others are passed over. */
  static GuestFacts parse(final String text) {
    final Map<String, String> values = new TreeMap<>();
    text.lines()
        .limit(MAX_LINES)
        .forEach(
            line -> {
              final int equals = line.indexOf('=');
              if (equals > 0) {
                values.put(line.substring(0, equals), line.substring(equals + 1));
              }
            });
    return new GuestFacts(values);
  }

  /** A value, or "unknown". */
  public String value(final String key) {
    return values.getOrDefault(key, "unknown");
  }
}
