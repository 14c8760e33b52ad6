package io.memtracer.plugins.external;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds processes by a line in their environment: also those whose parent has ended, which are
 * nobody's descendants any more.
 */
final class MarkedProcesses {

  private final String mark;

  /**
   * Makes a search.
   *
   * @param mark {@code NAME=value}
   */
  MarkedProcesses(final String mark) {
    this.mark = mark;
  }

  /** Those that run now; none where there is no /proc. */
  Stream<ProcessHandle> stream() {
    try (Stream<Path> entries = Files.list(ProcFile.PROC)) {
      return entries
          .filter(entry -> Character.isDigit(entry.getFileName().toString().charAt(0)))
          .filter(this::isMarked)
          .map(entry -> ProcessHandle.of(Long.parseLong(entry.getFileName().toString())))
          .flatMap(Optional::stream)
          .toList()
          .stream();
    } catch (IOException | UncheckedIOException e) {
      return Stream.empty();
    }
  }

  private boolean isMarked(final Path entry) {
    try {
      return ProcFile.read(entry.resolve("environ")).contains(mark);
    } catch (IOException endedOrSomebodyElses) {
      return false;
    }
  }
}
