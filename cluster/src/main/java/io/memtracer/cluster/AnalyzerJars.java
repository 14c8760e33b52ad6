package io.memtracer.cluster;

import io.memtracer.host.files.Directories;
import io.memtracer.host.plugin.PluginCatalog;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * JARs of analyzers as they go to executors, and what an executor has loaded of them: once for all
 * pieces. Java compiles the code of classes, not of files: with classes of its own each piece would
 * begin with code that isn't compiled. Thread-safe.
 */
final class AnalyzerJars implements Serializable {

  private static final long serialVersionUID = 1L;

  private final ArrayList<byte[]> jars = new ArrayList<>();
  private transient PluginCatalog catalog;

  private AnalyzerJars() {}

  /**
   * Reads them.
   *
   * @throws UncheckedIOException if one can't be read
   */
  static AnalyzerJars read(final Set<URI> files) {
    final AnalyzerJars read = new AnalyzerJars();
    for (final URI file : files) {
      try {
        read.jars.add(Files.readAllBytes(Path.of(file)));
      } catch (IOException e) {
        throw new UncheckedIOException("can't read the analyzers in " + file, e);
      }
    }
    return read;
  }

  /** Equal to that of others if they are the same, byte for byte. */
  List<ByteBuffer> content() {
    return jars.stream().map(ByteBuffer::wrap).toList();
  }

  /**
   * What is in them, only to be read. It is never closed: who has a piece uses it, until the
   * process ends.
   *
   * @throws IOException if there is no room for it here
   */
  synchronized PluginCatalog catalog() throws IOException {
    if (catalog == null) {
      catalog = load();
    }
    return catalog;
  }

  private PluginCatalog load() throws IOException {
    final Path directory = Files.createTempDirectory("memtracer-analyzers-");
    try {
      for (int i = 0; i < jars.size(); i++) {
        Files.write(directory.resolve(i + ".jar"), jars.get(i));
      }
      final PluginCatalog loaded = PluginCatalog.load(List.of(directory));
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(directory), "analyzers-end"));
      return loaded;
    } catch (IOException | RuntimeException e) {
      // Another piece tries again.
      delete(directory);
      throw e;
    }
  }

  private static void delete(final Path directory) {
    try {
      Directories.delete(directory);
    } catch (IOException e) {
      // The process ends, or fails for something worse.
      return;
    }
  }
}
