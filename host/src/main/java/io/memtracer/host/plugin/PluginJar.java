package io.memtracer.host.plugin;

import io.memtracer.api.ApiVersion;
import io.memtracer.api.TraceAnalyzerFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import org.pf4j.PluginManager;
import org.pf4j.PluginState;
import org.pf4j.PluginWrapper;

/** Loads one JAR; every way in which that can fail is an exception with the remedy. */
final class PluginJar {

  /** Names the analyzers of a JAR. */
  static final String SERVICE = "META-INF/services/" + TraceAnalyzerFactory.class.getName();

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");

  private final PluginManager manager;
  private final Path jar;

  PluginJar(final PluginManager manager, final Path jar) {
    this.manager = manager;
    this.jar = jar;
  }

  List<InstalledAnalyzer> load() throws BadPluginException {
    final PluginWrapper plugin = loaded();
    requireStarted(plugin);
    final List<InstalledAnalyzer> analyzers = new ArrayList<>();
    for (final TraceAnalyzerFactory factory : factories(plugin.getPluginClassLoader())) {
      analyzers.add(describe(factory, plugin.getDescriptor().getVersion()));
    }
    if (analyzers.size() == 1
        && plugin.getPluginClassLoader() instanceof ApiFromHostClassLoader loader) {
      loader.setLabel(analyzers.get(0).name());
    }
    return analyzers;
  }

  private PluginWrapper loaded() throws BadPluginException {
    final String id = PluginManifest.check(jar);
    final PluginWrapper same = manager.getPlugin(id);
    if (same != null) {
      throw new BadPluginException(
          "its Plugin-Id, %s, is also that of %s; remove one, or give it another"
              .formatted(id, same.getPluginPath()));
    }
    try {
      return manager.getPlugin(manager.loadPlugin(jar));
    } catch (RuntimeException | Error e) {
      throw new BadPluginException("it can't be loaded: " + e.getMessage(), e);
    }
  }

  private void requireStarted(final PluginWrapper plugin) throws BadPluginException {
    final PluginState state = start(plugin);
    if (state == PluginState.STARTED) {
      return;
    }
    if (state == PluginState.DISABLED) {
      throw new BadPluginException(
          "it needs version "
              + plugin.getDescriptor().getRequires()
              + " of the analyzers' API (Plugin-Requires in its manifest), but this memtracer has "
              + ApiVersion.current()
              + "; install the JAR that fits, or build it again for this one"
              + " (docs/write-an-analyzer.md)");
    }
    final Throwable cause = plugin.getFailedException();
    throw new BadPluginException(
        "it didn't start (" + state + (cause == null ? ")" : "): " + cause), cause);
  }

  private PluginState start(final PluginWrapper plugin) throws BadPluginException {
    try {
      return manager.startPlugin(plugin.getPluginId());
    } catch (RuntimeException | Error e) {
      throw new BadPluginException("it didn't start: " + e, e);
    }
  }

  /** Those of the JAR itself: the host's own class path is not searched. */
  private static List<TraceAnalyzerFactory> factories(final ClassLoader loader)
      throws BadPluginException {
    final List<TraceAnalyzerFactory> factories = new ArrayList<>();
    try {
      for (final ServiceLoader.Provider<TraceAnalyzerFactory> provider :
          ServiceLoader.load(TraceAnalyzerFactory.class, loader).stream().toList()) {
        if (provider.type().getClassLoader() == loader) {
          factories.add(provider.get());
        }
      }
    } catch (RuntimeException | Error e) {
      final Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new BadPluginException(
          "an analyzer in it can't be created: " + e.getMessage() + " (" + cause + ")", e);
    }
    if (factories.isEmpty()) {
      throw new BadPluginException(
          "it has no analyzer: " + SERVICE + " in it must name a TraceAnalyzerFactory");
    }
    return factories;
  }

  private InstalledAnalyzer describe(final TraceAnalyzerFactory factory, final String version)
      throws BadPluginException {
    final InstalledAnalyzer analyzer;
    try {
      analyzer =
          new InstalledAnalyzer(
              factory.name(),
              version,
              jar,
              Objects.requireNonNull(factory.description(), "description() returned null"),
              Objects.requireNonNull(factory.options(), "options() returned null"),
              factory);
    } catch (RuntimeException | Error e) {
      throw new BadPluginException(
          factory.getClass().getName() + " in it doesn't describe itself: " + e, e);
    }
    if (analyzer.name() == null || !NAME.matcher(analyzer.name()).matches()) {
      throw new BadPluginException(
          "an analyzer's name must be lower-case letters, digits and dashes, but "
              + factory.getClass().getName()
              + " says "
              + analyzer.name());
    }
    return analyzer;
  }
}
