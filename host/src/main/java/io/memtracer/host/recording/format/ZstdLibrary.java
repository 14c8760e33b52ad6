package io.memtracer.host.recording.format;

import com.github.luben.zstd.util.Native;
import com.github.luben.zstd.util.ZstdVersion;
import io.memtracer.host.status.TraceException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The part of zstd that is no Java. Left to itself it stays in the temporary directory if this
 * process is killed: here its file is gone as soon as it is loaded.
 */
final class ZstdLibrary {

  private ZstdLibrary() {}

  /**
   * Loads it, unless that has been done.
   *
   * @throws TraceException if it can't be
   */
  static synchronized void load() {
    if (Native.isLoaded()) {
      return;
    }
    if (Native.class.getClassLoader() != ZstdLibrary.class.getClassLoader()) {
      // It is that class loader's which loads it; on a cluster, zstd's classes aren't of ours.
      Native.load();
      return;
    }
    try {
      final Path file = Files.createTempFile("memtracer-zstd", ".so");
      try (InputStream library = open()) {
        Files.copy(library, file, StandardCopyOption.REPLACE_EXISTING);
        System.load(file.toString());
      } finally {
        Files.delete(file);
      }
      Native.assumeLoaded();
    } catch (IOException | UnsatisfiedLinkError e) {
      throw TraceException.environment(
          "can't load the library for zstd: %s; set TMPDIR to a directory with room from which programs can be run, or record with --compression fast"
              .formatted(e.getMessage()),
          e);
    }
  }

  private static InputStream open() throws IOException {
    final String machine = System.getProperty("os.arch");
    final String name = "/linux/" + machine + "/libzstd-jni-" + ZstdVersion.VERSION + ".so";
    final InputStream library = Native.class.getResourceAsStream(name);
    if (library == null) {
      throw new FileNotFoundException(name + " is not in the JAR of zstd");
    }
    return library;
  }
}
