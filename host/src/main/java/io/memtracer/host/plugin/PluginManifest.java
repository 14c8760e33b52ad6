package io.memtracer.host.plugin;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** Checks what PF4J would only stumble over. */
final class PluginManifest {

  private static final List<String> NEEDED =
      List.of("Plugin-Id", "Plugin-Version", "Plugin-Requires");

  /** Far more than a manifest or a list of analyzers needs; both are read as a whole. */
  private static final int MAX_ENTRY_BYTES = 1 << 20;

  private PluginManifest() {}

  /** Returns the Plugin-Id of a JAR that has all it needs. */
  static String check(final Path jar) throws BadPluginException {
    final List<String> missing = new ArrayList<>(NEEDED);
    String id = "";
    try (JarFile file = new JarFile(jar.toFile())) {
      requireBounded(file, JarFile.MANIFEST_NAME);
      requireBounded(file, PluginJar.SERVICE);
      final Manifest manifest = file.getManifest();
      if (manifest != null) {
        missing.removeIf(name -> isThere(manifest, name));
        id = manifest.getMainAttributes().getValue(NEEDED.get(0));
      }
    } catch (IOException e) {
      throw new BadPluginException("it is not a JAR, or a broken one: " + e.getMessage(), e);
    }
    if (!missing.isEmpty()) {
      throw new BadPluginException(
          "its manifest lacks "
              + String.join(", ", missing)
              + "; is it an analyzer? docs/write-an-analyzer.md has the recipe");
    }
    return id.strip();
  }

  /** By reading it: what a JAR says of its entries' sizes need not be true. */
  private static void requireBounded(final JarFile file, final String name)
      throws IOException, BadPluginException {
    final JarEntry entry = file.getJarEntry(name);
    if (entry == null) {
      return;
    }
    try (InputStream in = file.getInputStream(entry)) {
      in.skipNBytes(MAX_ENTRY_BYTES);
      if (in.read() >= 0) {
        throw new BadPluginException(
            "%s in it has more than %d bytes; is it an analyzer?".formatted(name, MAX_ENTRY_BYTES));
      }
    } catch (EOFException e) {
      // It ends before: that is how it should be.
      return;
    }
  }

  private static boolean isThere(final Manifest manifest, final String name) {
    final String value = manifest.getMainAttributes().getValue(name);
    return value != null && !value.isBlank();
  }
}
