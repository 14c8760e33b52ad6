package io.memtracer.plugins.external;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * Checks that a program can be started as it is. Java hands what the kernel can't start to {@code
 * /bin/sh}, and no shell is to have a part in this.
 */
final class ToolFile {

  private static final byte[] ELF = {0x7f, 'E', 'L', 'F'};
  private static final byte[] SCRIPT = {'#', '!'};

  private ToolFile() {}

  /** What is wrong with it; empty if nothing. */
  static Optional<String> problem(final Path path) {
    if (!Files.exists(path)) {
      return Optional.of("there is no such file");
    }
    if (Files.isDirectory(path)) {
      return Optional.of("it is a directory, not a program");
    }
    if (!Files.isRegularFile(path)) {
      return Optional.of("it is not a regular file");
    }
    if (!Files.isExecutable(path)) {
      return Optional.of("it is not executable; chmod +x helps if it is a program");
    }
    return Files.isReadable(path) ? problemOfFormat(path) : Optional.empty();
  }

  private static Optional<String> problemOfFormat(final Path path) {
    try (InputStream stream = Files.newInputStream(path)) {
      final byte[] start = stream.readNBytes(ELF.length);
      if (Arrays.equals(start, ELF) || Arrays.equals(Arrays.copyOf(start, SCRIPT.length), SCRIPT)) {
        return Optional.empty();
      }
      return Optional.of("it is neither an ELF program nor a script that starts with #!");
    } catch (IOException e) {
      return Optional.of("it can't be read: " + e.getMessage());
    }
  }
}
