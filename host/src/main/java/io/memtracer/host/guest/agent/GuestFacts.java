package io.memtracer.host.guest.agent;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What the agent says about its guest: kernel, machine, system, vcpus, memory_mib, agent_version.
 *
 * @param values by key; the guest's words, with control characters replaced
 */
public record GuestFacts(Map<String, String> values) {

  private static final int MAX_LINES = 128;
  private static final Pattern VERSION = Pattern.compile("[0-9]{1,6}");

  /** The first agent that gives programs a terminal. */
  private static final int TERMINAL_VERSION = 3;

  /** The first that tells files one by one. */
  private static final int FILES_VERSION = 4;

  /** The first that tells the program's own file. */
  private static final int PROGRAM_VERSION = 5;

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

  /** Whether programs in the guest can have a terminal. */
  public boolean hasTerminals() {
    return isAtLeast(TERMINAL_VERSION);
  }

  /** Whether its agent can be asked for a file. */
  public boolean tellsFiles() {
    return isAtLeast(FILES_VERSION);
  }

  /** Whether its agent can be asked for the program's own file. */
  public boolean tellsProgram() {
    return isAtLeast(PROGRAM_VERSION);
  }

  private boolean isAtLeast(final int wanted) {
    final String version = value("agent_version");
    return VERSION.matcher(version).matches() && Integer.parseInt(version) >= wanted;
  }

  /** A value, or "unknown". */
  public String value(final String key) {
    return values.getOrDefault(key, "unknown");
  }
}
