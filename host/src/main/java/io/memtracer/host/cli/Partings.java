package io.memtracer.host.cli;

import io.memtracer.host.status.Parts;
import io.memtracer.host.status.TraceException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What {@code --by} may say. */
final class Partings {

  private static final List<String> KNOWN = List.of("cpl", "task", "phase");

  private Partings() {}

  /**
   * Reads the words of {@code --by}.
   *
   * @throws TraceException naming the word that isn't known
   */
  static Parts parse(final List<String> words) {
    final Set<String> wanted = new HashSet<>(words);
    for (final String word : words) {
      if (!KNOWN.contains(word)) {
        throw TraceException.user(
            "--by must be some of " + String.join(",", KNOWN) + ", but '" + word + "' isn't");
      }
    }
    return new Parts(wanted.contains("cpl"), wanted.contains("task"), wanted.contains("phase"));
  }
}
