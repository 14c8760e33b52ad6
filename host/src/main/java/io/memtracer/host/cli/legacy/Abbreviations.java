package io.memtracer.host.cli.legacy;

import io.memtracer.host.status.TraceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Long options by their beginnings, as the predecessor's argument parser took them: {@code --print}
 * is {@code --print_trace_info}.
 *
 * @param options all long options
 */
record Abbreviations(Set<String> options) {

  /** For the long ones among these. */
  static Abbreviations of(final Set<String> options) {
    final Set<String> longOnes = new TreeSet<>(options);
    longOnes.removeIf(option -> !option.startsWith("--"));
    return new Abbreviations(longOnes);
  }

  /**
   * Writes out each abbreviation before {@code --}; what is none stays as it is.
   *
   * @throws TraceException user error if one could be several options
   */
  String[] expand(final String... arguments) {
    final List<String> expanded = new ArrayList<>();
    boolean over = false;
    for (final String argument : arguments) {
      over |= argument.equals("--");
      expanded.add(over || !argument.startsWith("--") ? argument : expand(argument));
    }
    return expanded.toArray(String[]::new);
  }

  private String expand(final String argument) {
    final int equals = argument.indexOf('=');
    final String name = equals < 0 ? argument : argument.substring(0, equals);
    final List<String> meant =
        options.contains(name)
            ? List.of(name)
            : options.stream().filter(option -> option.startsWith(name)).toList();
    if (meant.size() > 1) {
      throw TraceException.user(
          "ambiguous option: %s could match %s".formatted(name, String.join(", ", meant)));
    }
    return meant.isEmpty() ? argument : meant.get(0) + argument.substring(name.length());
  }
}
