package io.memtracer.benchmarks.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ScratchDirectoryTest {

  @TempDir private Path parent;

  @Test
  void removesThoseOfKilledProcessesAndNoOthers() throws Exception {
    final Process killed = new ProcessBuilder("sleep", "60").start();
    final Path left = leftBy(killed);
    final Process living = new ProcessBuilder("sleep", "60").start();
    try {
      final Path used = leftBy(living);
      final Path foreign = Files.createDirectory(parent.resolve("memtracer-bench-x"));
      killed.destroyForcibly().waitFor();
      final Path own = ScratchDirectory.make(parent);
      assertFalse(Files.exists(left));
      assertTrue(Files.exists(used.resolve("file")));
      assertTrue(Files.exists(foreign));
      assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(own)));
    } finally {
      killed.destroyForcibly();
      living.destroyForcibly();
    }
  }

  private Path leftBy(final Process process) throws IOException {
    final Path directory =
        Files.createDirectory(parent.resolve("memtracer-bench-" + process.pid()));
    Files.writeString(directory.resolve("file"), "text");
    return directory;
  }
}
