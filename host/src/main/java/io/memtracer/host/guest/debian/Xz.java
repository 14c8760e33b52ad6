package io.memtracer.host.guest.debian;

import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Decompresses with the program {@code xz}, which Debian's dpkg brings along. */
final class Xz {

  private Xz() {}

  static byte[] decompress(final byte[] compressed) throws IOException {
    final Path file = Files.createTempFile("memtracer-", ".xz");
    try {
      try (OutputStream out = Files.newOutputStream(file)) {
        out.write(compressed);
      }
      final Process process =
          new ProcessBuilder("xz", "--decompress", "--stdout", file.toString())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      final byte[] bytes = process.getInputStream().readAllBytes();
      if (process.waitFor() != 0) {
        throw TraceException.environment("xz can't decompress a kernel module");
      }
      return bytes;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TraceException.environment("interrupted while decompressing a kernel module", e);
    } finally {
      Files.delete(file);
    }
  }
}
