package io.memtracer.host.plugin;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** Checks what PF4J would only stumble over. */
final class PluginManifest {

  private static final List<String> NEEDED =
      List.of("Plugin-Id", "Plugin-Version", "Plugin-Requires");

  private PluginManifest() {}

  static void check(final Path jar) throws BadPluginException {
    final List<String> missing = new ArrayList<>(NEEDED);
    try (JarFile file = new JarFile(jar.toFile())) {
      final Manifest manifest = file.getManifest();
      if (manifest != null) {
        missing.removeIf(name -> isThere(manifest, name));
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
  }

  private static boolean isThere(final Manifest manifest, final String name) {
    final String value = manifest.getMainAttributes().getValue(name);
    return value != null && !value.isBlank();
  }
}
