package io.memtracer.host.plugin;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Makes a plugin JAR from source text, complete unless told otherwise. */
final class PluginJars {

  private static final String SERVICE = "META-INF/services/io.memtracer.api.TraceAnalyzerFactory";

  private final Path directory;
  private final Map<String, String> sources = new LinkedHashMap<>();
  private final Map<String, String> manifest = new LinkedHashMap<>();
  private final List<String> services = new ArrayList<>();
  private Path bundled;

  /**
   * Begins a JAR.
   *
   * @param directory for the classes
   */
  PluginJars(final Path directory, final String id) {
    this.directory = directory;
    manifest.put("Plugin-Id", id);
    manifest.put("Plugin-Version", "2.1.0");
    manifest.put("Plugin-Requires", ">=2.0.0 & <3.0.0");
  }

  /** A factory of an analyzer that does nothing, with code of the test's own in its body. */
  PluginJars factory(final String className, final String analyzer, final String body) {
    sources.put(
        className,
        """
        import io.memtracer.api.*;
        import io.memtracer.api.result.*;
        public final class %s implements TraceAnalyzerFactory {
          %s
          public String name() { return "%s"; }
          public String description() { return "does nothing"; }
          public TraceAnalyzer create(AnalyzerOptions options) {
            return new TraceAnalyzer() {
              public void onBatch(RecordBatch batch) {}
              public AnalysisResult onEnd(EndOfTrace end) { return AnalysisResult.of(); }
            };
          }
        }
        """
            .formatted(className, body, analyzer));
    return service(className);
  }

  PluginJars source(final String className, final String source) {
    sources.put(className, source);
    return this;
  }

  PluginJars service(final String className) {
    services.add(className);
    return this;
  }

  PluginJars noServices() {
    services.clear();
    return this;
  }

  PluginJars manifest(final String name, final String value) {
    if (value == null) {
      manifest.remove(name);
    } else {
      manifest.put(name, value);
    }
    return this;
  }

  /** Puts these classes in as well. */
  PluginJars bundle(final Path classes) {
    bundled = classes;
    return this;
  }

  Path writeTo(final Path jar) throws IOException {
    final Path classes = Files.createTempDirectory(directory, "classes");
    compile(classes);
    final Manifest content = new Manifest();
    content.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.forEach((name, value) -> content.getMainAttributes().putValue(name, value));
    Files.createDirectories(jar.getParent());
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, content)) {
      addAll(out, classes);
      if (bundled != null) {
        addAll(out, bundled);
      }
      if (!services.isEmpty()) {
        add(out, SERVICE, String.join("\n", services).getBytes(StandardCharsets.UTF_8));
      }
    }
    return jar;
  }

  private void compile(final Path classes) {
    final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    final List<JavaFileObject> files = new ArrayList<>();
    sources.forEach((name, source) -> files.add(inMemory(name, source)));
    final List<String> options =
        List.of(
            "-proc:none",
            "-d",
            classes.toString(),
            "-classpath",
            System.getProperty("java.class.path"));
    if (!files.isEmpty() && !compiler.getTask(null, null, null, options, null, files).call()) {
      throw new IllegalStateException("the sources don't compile: " + sources);
    }
  }

  private static JavaFileObject inMemory(final String name, final String source) {
    return new SimpleJavaFileObject(
        URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(final boolean ignoreEncodingErrors) {
        return source;
      }
    };
  }

  private static void addAll(final JarOutputStream out, final Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (final Path file : files.filter(Files::isRegularFile).toList()) {
        add(out, root.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
  }

  private static void add(final JarOutputStream out, final String name, final byte[] content)
      throws IOException {
    out.putNextEntry(new JarEntry(name));
    out.write(content);
    out.closeEntry();
  }
}
