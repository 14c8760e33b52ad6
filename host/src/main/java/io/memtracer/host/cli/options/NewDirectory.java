package io.memtracer.host.cli.options;

import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A directory that is to be filled by a run. */
final class NewDirectory {

  private NewDirectory() {}

  /**
   * Looks before anything runs whether it can be used.
   *
   * @param option what named it
   * @return its absolute path
   */
  static Path check(final String option, final Path directory) {
    final Path absolute = directory.toAbsolutePath().normalize();
    if (!Files.exists(absolute)) {
      if (!Files.isDirectory(absolute.getParent()) || !Files.isWritable(absolute.getParent())) {
        throw TraceException.user(
            option + " can't make " + directory + ": its parent is no directory to write to");
      }
      return absolute;
    }
    try (Stream<Path> entries = Files.list(absolute)) {
      if (entries.findAny().isPresent()) {
        throw TraceException.user(
            option + " must be an empty directory, but " + directory + " isn't");
      }
      return absolute;
    } catch (IOException e) {
      throw TraceException.user(option + " must be a directory, but " + directory + " isn't");
    }
  }
}
