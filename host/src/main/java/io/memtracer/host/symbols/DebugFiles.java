package io.memtracer.host.symbols;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Debug files that are installed apart from their images, found by build-id, as gdb finds them.
 *
 * @param root the directory that has {@code .build-id}
 */
record DebugFiles(Path root) {

  private static final Pattern BUILD_ID = Pattern.compile("[0-9a-f]{8,128}");

  /** Where distributions put them. */
  static DebugFiles installed() {
    return new DebugFiles(Path.of("/usr/lib/debug"));
  }

  Optional<Path> of(final String buildId) {
    if (!BUILD_ID.matcher(buildId).matches()) {
      return Optional.empty();
    }
    final Path file =
        root.resolve(".build-id")
            .resolve(buildId.substring(0, 2))
            .resolve(buildId.substring(2) + ".debug");
    return Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
  }
}
