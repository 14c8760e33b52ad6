package io.memtracer.plugins.external;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.jna.Native;
import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.TraceAnalyzerFactory;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.testkit.Replay;
import io.memtracer.testkit.Traces;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pf4j.JarPluginManager;
import org.pf4j.PluginClassLoader;
import org.pf4j.PluginManager;

/** As a JAR in a plugin folder: its own class loader, and JNA from the host's class path. */
class PluginLoadTest {

  private static final String SERVICE = "META-INF/services/" + TraceAnalyzerFactory.class.getName();

  @TempDir private Path scratch;

  @Test
  void runsAToolFromAPluginJar(@TempDir final Path plugins)
      throws IOException, ReflectiveOperationException {
    writeJar(plugins.resolve("external-process.jar"));
    final PluginManager manager = new JarPluginManager(plugins);
    manager.loadPlugins();
    manager.startPlugins();
    final ClassLoader loader = manager.getPluginClassLoader("external-process");
    assertInstanceOf(PluginClassLoader.class, loader);
    final TraceAnalyzerFactory factory = create(loader);
    assertEquals(loader, factory.getClass().getClassLoader());
    assertEquals(Native.class, loader.loadClass(Native.class.getName()), "JNA is there once");
    final AnalysisResult result =
        Replay.of(Traces.sequential(0x1000, 1000).stores())
            .with(ToolBench.fake(scratch, "reads").context())
            .into(
                factory.create(
                    AnalyzerOptions.of(
                        factory.options(), Map.of("path", Tools.countByCpl().toString()))));
    assertEquals(1000, ToolBench.number(result, "user-stores"));
    assertTrue(manager.unloadPlugin("external-process"));
  }

  private static TraceAnalyzerFactory create(final ClassLoader loader)
      throws ReflectiveOperationException {
    return (TraceAnalyzerFactory)
        loader.loadClass(ExternalProcessFactory.class.getName()).getConstructor().newInstance();
  }

  private static void writeJar(final Path jar) throws IOException {
    final Manifest manifest = new Manifest();
    final Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.putValue("Plugin-Id", "external-process");
    attributes.putValue("Plugin-Version", "1.0.0");
    final Path classes = Tools.MODULE.resolve("target/classes");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream output = new JarOutputStream(file, manifest)) {
      for (final Path path : files(classes)) {
        output.putNextEntry(new JarEntry(classes.relativize(path).toString()));
        Files.copy(path, output);
      }
    }
    assertTrue(Files.exists(classes.resolve(SERVICE)));
  }

  private static List<Path> files(final Path directory) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      return paths.filter(Files::isRegularFile).toList();
    }
  }
}
