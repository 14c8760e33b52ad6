package io.memtracer.cluster;

import io.memtracer.api.TraceAnalyzerFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Makes the JAR of an analyzer of this test's own. */
final class AnalyzerJar {

  private AnalyzerJar() {}

  /**
   * Writes one.
   *
   * @param name the plugin's, and the file's
   * @param classes the first of which is the factory
   */
  static void write(final Path directory, final String name, final Class<?>... classes)
      throws IOException {
    try (OutputStream out = Files.newOutputStream(directory.resolve(name + ".jar"));
        JarOutputStream jar = new JarOutputStream(out, manifest(name))) {
      for (final Class<?> type : classes) {
        final String entry = type.getName().replace('.', '/') + ".class";
        try (InputStream in =
            Objects.requireNonNull(type.getClassLoader().getResourceAsStream(entry), entry)) {
          entry(jar, entry, in.readAllBytes());
        }
      }
      entry(
          jar,
          "META-INF/services/" + TraceAnalyzerFactory.class.getName(),
          classes[0].getName().getBytes(StandardCharsets.UTF_8));
    }
  }

  private static Manifest manifest(final String name) {
    final Manifest manifest = new Manifest();
    final Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    Map.of("Plugin-Id", name, "Plugin-Version", "1.0.0", "Plugin-Requires", "*")
        .forEach((key, value) -> main.put(new Attributes.Name(key), value));
    return manifest;
  }

  private static void entry(final JarOutputStream jar, final String name, final byte[] bytes)
      throws IOException {
    jar.putNextEntry(new JarEntry(name));
    jar.write(bytes);
    jar.closeEntry();
  }
}
