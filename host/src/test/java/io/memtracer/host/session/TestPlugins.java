package io.memtracer.host.session;

import io.memtracer.api.TraceAnalyzerFactory;
import io.memtracer.host.TestFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Packs an analyzer among the tests' classes into a JAR, as its author would. */
public final class TestPlugins {

  private TestPlugins() {}

  /** Writes a JAR with an analyzer's class and its factory, nested in it as {@code Factory}. */
  public static void jar(
      final Path directory, final Class<?> analyzer, final Class<? extends TestFactory> factory) {
    final Path jar = directory.resolve(analyzer.getSimpleName() + ".jar");
    try (JarOutputStream out =
        new JarOutputStream(Files.newOutputStream(jar), manifest(analyzer.getSimpleName()))) {
      for (final Class<?> type : new Class<?>[] {analyzer, factory, TestFactory.class}) {
        out.putNextEntry(new JarEntry(resource(type)));
        try (InputStream bytes = type.getClassLoader().getResourceAsStream(resource(type))) {
          bytes.transferTo(out);
        }
      }
      out.putNextEntry(new JarEntry("META-INF/services/" + TraceAnalyzerFactory.class.getName()));
      out.write(factory.getName().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("can't write " + jar, e);
    }
  }

  private static String resource(final Class<?> type) {
    return type.getName().replace('.', '/') + ".class";
  }

  private static Manifest manifest(final String id) {
    final Manifest manifest = new Manifest();
    final Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.putValue("Plugin-Id", id);
    attributes.putValue("Plugin-Version", "1.0.0");
    attributes.putValue("Plugin-Requires", ">=2.0.0 & <3.0.0");
    return manifest;
  }
}
