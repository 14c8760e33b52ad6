package io.memtracer.host.session;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** A file of the machine that recorded. */
final class RecordedPath {

  private RecordedPath() {}

  /** As a path of this machine; empty if it can't be a file's. */
  static Optional<Path> of(final String file) {
    try {
      return Optional.of(Path.of(file))
          .filter(path -> path.isAbsolute() && path.getFileName() != null);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
