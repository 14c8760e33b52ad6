package io.memtracer.host.cli.options;

import io.memtracer.host.status.Parts;
import io.memtracer.host.status.TaskParts;
import io.memtracer.host.status.TraceException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** What {@code --by} may say. */
final class Partings {

  private static final List<String> KNOWN = List.of("cpl", "task", "process", "program", "phase");

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
    return new Parts(wanted.contains("cpl"), tasks(wanted), wanted.contains("phase"));
  }

  private static TaskParts tasks(final Set<String> wanted) {
    final List<TaskParts> ways =
        Stream.of(TaskParts.TASK, TaskParts.PROCESS, TaskParts.PROGRAM)
            .filter(way -> wanted.contains(way.name().toLowerCase(Locale.ROOT)))
            .toList();
    if (ways.size() > 1) {
      throw TraceException.user("--by can have one of task, process and program, but has several");
    }
    return ways.isEmpty() ? TaskParts.NONE : ways.get(0);
  }
}
