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

  /** Writes one with these classes, the first of which is the factory. */
  static void write(final Path file, final Class<?>... classes) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out, manifest())) {
      for (final Class<?> type : classes) {
        final String name = type.getName().replace('.', '/') + ".class";
        try (InputStream in =
            Objects.requireNonNull(type.getClassLoader().getResourceAsStream(name), name)) {
          entry(jar, name, in.readAllBytes());
        }
      }
      entry(
          jar,
          "META-INF/services/" + TraceAnalyzerFactory.class.getName(),
          classes[0].getName().getBytes(StandardCharsets.UTF_8));
    }
  }

  private static Manifest manifest() {
    final Manifest manifest = new Manifest();
    final Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    Map.of("Plugin-Id", "dies", "Plugin-Version", "1.0.0", "Plugin-Requires", "*")
        .forEach((name, value) -> main.put(new Attributes.Name(name), value));
    return manifest;
  }

  private static void entry(final JarOutputStream jar, final String name, final byte[] bytes)
      throws IOException {
    jar.putNextEntry(new JarEntry(name));
    jar.write(bytes);
    jar.closeEntry();
  }
}
