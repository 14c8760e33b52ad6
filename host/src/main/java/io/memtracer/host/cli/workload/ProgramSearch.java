package io.memtracer.host.cli.workload;

import io.memtracer.host.status.TraceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Finds a program as a shell does: a name with a slash is a path, any other is looked for in PATH.
 *
 * @param path the value of PATH
 * @param directory what relative paths are relative to
 */
record ProgramSearch(String path, Path directory) {

  /**
   * Finds it.
   *
   * @return a path, relative to the directory if the name or the entry of PATH is
   * @throws TraceException user error if there is none that can be executed
   */
  String find(final String name) {
    WorkloadFiles.requireNamed(name);
    if (name.indexOf('/') >= 0) {
      requireExecutable(name);
      return name;
    }
    Optional<String> other = Optional.empty();
    for (final String entry : path.split(":", -1)) {
      final String candidate = (entry.isEmpty() ? "." : entry) + "/" + name;
      final Path file = directory.resolve(candidate);
      if (Files.isRegularFile(file)) {
        if (Files.isExecutable(file)) {
          return candidate;
        }
        other = other.or(() -> Optional.of(candidate));
      }
    }
    other.ifPresent(this::requireExecutable);
    throw TraceException.user(
        "there is no program '%s' in PATH (%s); for a program of the guest's own add --in-guest"
            .formatted(name, path));
  }

  private void requireExecutable(final String candidate) {
    final Path file = directory.resolve(candidate);
    if (!Files.exists(file)) {
      throw TraceException.user(
          "the workload must be a file on this machine, but "
              + candidate
              + " isn't there; for a program of the guest's own add --in-guest");
    }
    if (!Files.isRegularFile(file) || !Files.isExecutable(file)) {
      throw TraceException.user(
          "the workload must be a file that can be executed, but " + candidate + " isn't");
    }
    WorkloadFiles.requireLineEnds(file);
  }
}
