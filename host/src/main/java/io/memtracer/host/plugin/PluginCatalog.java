package io.memtracer.host.plugin;

import io.memtracer.host.status.ErrorCategory;
import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The analyzers in some folders of JARs, and the JARs that can't be used. One bad JAR doesn't hide
 * the others; asking for an analyzer in it is an error that says what is wrong.
 *
 * <p>Not thread-safe. Closing it makes its analyzers unusable.
 */
public final class PluginCatalog implements AutoCloseable {

  private final JarPluginManager manager = new JarPluginManager();
  private final Map<String, InstalledAnalyzer> analyzers = new TreeMap<>();
  private final List<PluginProblem> problems = new ArrayList<>();

  private PluginCatalog() {}

  /**
   * Loads every {@code *.jar} directly in the folders.
   *
   * @throws TraceException if a folder isn't there
   */
  public static PluginCatalog load(final List<Path> folders) {
    final Set<Path> jars = new LinkedHashSet<>();
    for (final Path folder : folders) {
      jars.addAll(jarsIn(folder));
    }
    return ofJars(jars);
  }

  /** Loads one JAR and nothing else. */
  public static PluginCatalog loadJar(final Path jar) {
    return ofJars(Set.of(jar.toAbsolutePath().normalize()));
  }

  private static PluginCatalog ofJars(final Set<Path> jars) {
    final PluginCatalog catalog = new PluginCatalog();
    final Map<String, List<InstalledAnalyzer>> byName = new TreeMap<>();
    for (final Path jar : jars) {
      for (final InstalledAnalyzer analyzer : catalog.analyzersIn(jar)) {
        byName.computeIfAbsent(analyzer.name(), name -> new ArrayList<>()).add(analyzer);
      }
    }
    byName.values().forEach(catalog::addOrRefuse);
    return catalog;
  }

  private static List<Path> jarsIn(final Path folder) {
    if (!Files.isDirectory(folder)) {
      throw TraceException.user(
          "the plugin folder "
              + folder
              + (Files.exists(folder) ? " is not a folder" : " doesn't exist")
              + "; give one that has analyzer JARs in it");
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".jar") && Files.isRegularFile(file))
          .map(file -> file.toAbsolutePath().normalize())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw TraceException.environment(
          "can't list the plugin folder " + folder + ": " + e.getMessage(), e);
    }
  }

  private List<InstalledAnalyzer> analyzersIn(final Path jar) {
    try {
      return new PluginJar(manager, jar).load();
    } catch (BadPluginException e) {
      problems.add(new PluginProblem(jar, e.getMessage(), List.of()));
      return List.of();
    }
  }

  private void addOrRefuse(final List<InstalledAnalyzer> ofOneName) {
    final InstalledAnalyzer first = ofOneName.get(0);
    if (ofOneName.size() == 1) {
      analyzers.put(first.name(), first);
      return;
    }
    final String jars =
        ofOneName.stream().map(a -> a.jar().toString()).collect(Collectors.joining(" and "));
    problems.add(
        new PluginProblem(
            first.jar(),
            "the analyzer " + first.name() + " is there twice, in " + jars + "; remove one",
            List.of(first.name())));
  }

  /** What can be asked for, by name. */
  public List<InstalledAnalyzer> analyzers() {
    return List.copyOf(analyzers.values());
  }

  /** The JARs that can't be used, each with the reason. */
  public List<PluginProblem> problems() {
    return problems.stream().sorted(Comparator.comparing(PluginProblem::jar)).toList();
  }

  /**
   * The analyzer of that name.
   *
   * @throws TraceException if there is none, with the names there are and the JARs that can't be
   *     used
   */
  public InstalledAnalyzer require(final String name) {
    final InstalledAnalyzer analyzer = analyzers.get(name);
    if (analyzer != null) {
      return analyzer;
    }
    for (final PluginProblem problem : problems) {
      if (problem.analyzers().contains(name)) {
        throw new TraceException(ErrorCategory.ANALYZER, problem.text());
      }
    }
    final String installed = analyzers.isEmpty() ? "none" : String.join(", ", analyzers.keySet());
    final String unusable =
        problems.stream().map(p -> "\n  " + p.text()).collect(Collectors.joining());
    throw TraceException.user(
        "no analyzer '"
            + name
            + "'; installed: "
            + installed
            + (unusable.isEmpty() ? "" : "\nthese JARs can't be used:" + unusable));
  }

  /** Unloads the JARs. */
  @Override
  public void close() {
    manager.unloadPlugins();
  }
}
