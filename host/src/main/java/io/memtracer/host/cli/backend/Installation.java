package io.memtracer.host.cli.backend;

import io.memtracer.host.qemu.PluginBuilds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the parts of memtracer lie: the project's root, as the launcher says.
 *
 * @param root the project's root
 */
public record Installation(Path root) {

  public static final String PROPERTY = "memtracer.home";

  public static Installation ofProperty() {
    return new Installation(
        Path.of(System.getProperty(PROPERTY, ".")).toAbsolutePath().normalize());
  }

  /** The plugin QEMU loads. */
  PluginBuilds plugin() {
    return new PluginBuilds(root.resolve("qemu-gmbeoo/build"));
  }

  /** The program that runs workloads inside a guest. */
  Path guestAgent() {
    return root.resolve("qemu-gmbeoo/build/guest/memtracer-agent");
  }

  /** The program {@code demo} traces. */
  public Path demoWorkload() {
    return root.resolve("qemu-gmbeoo/build/workloads/phases");
  }

  /** The analyzers that come with memtracer, collected there by the launcher after a build. */
  Path bundledAnalyzers() {
    return root.resolve("target/dist/plugins");
  }

  /** The analyzer that those of others begin as. */
  public Path analyzerTemplate() {
    return root.resolve("plugins/template");
  }

  /** For Maven: the API and the test kit, collected there by the launcher after a build. */
  public Path repository() {
    return root.resolve("target/dist/repository");
  }

  /** The folder users drop their JARs in. */
  public Path droppedAnalyzers() {
    return root.resolve("plugins");
  }

  /** All folders with analyzers, those given by the user last. */
  public List<Path> analyzerDirectories(final List<Path> given) {
    final List<Path> directories = new ArrayList<>();
    for (final Path own : List.of(bundledAnalyzers(), droppedAnalyzers())) {
      if (Files.isDirectory(own)) {
        directories.add(own);
      }
    }
    directories.addAll(given);
    return directories;
  }
}
