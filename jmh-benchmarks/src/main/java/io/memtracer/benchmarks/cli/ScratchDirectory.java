package io.memtracer.benchmarks.cli;

import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.agrona.IoUtil;

/** A directory named after its process, so that others can tell when it is needed no more. */
final class ScratchDirectory {

  private static final String PREFIX = "memtracer-bench-";

  private ScratchDirectory() {}

  /** Makes one, and removes those that killed processes have left behind. */
  static Path make(final Path parent) {
    final long own = ProcessHandle.current().pid();
    try (DirectoryStream<Path> siblings = Files.newDirectoryStream(parent, PREFIX + "*")) {
      for (final Path sibling : siblings) {
        final String name = sibling.getFileName().toString();
        final String pid = name.substring(PREFIX.length());
        if (pid.matches("[0-9]{1,9}")
            && (Long.parseLong(pid) == own || ProcessHandle.of(Long.parseLong(pid)).isEmpty())) {
          IoUtil.delete(sibling.toFile(), true);
        }
      }
      return Files.createDirectory(
          parent.resolve(PREFIX + own),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException e) {
      throw TraceException.environment("can't make a directory in " + parent + ": " + e, e);
    }
  }
}
