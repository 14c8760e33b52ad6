package io.memtracer.host.plugin;

import io.memtracer.api.ApiVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.pf4j.DefaultPluginManager;
import org.pf4j.JarPluginLoader;
import org.pf4j.JarPluginRepository;
import org.pf4j.ManifestPluginDescriptorFinder;
import org.pf4j.PluginClassLoader;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginDescriptorFinder;
import org.pf4j.PluginLoader;
import org.pf4j.PluginRepository;
import org.pf4j.PluginStatusProvider;
import org.pf4j.RuntimeMode;

/**
 * PF4J as we need it: plugins are JARs with a manifest, each with a class loader of its own that
 * takes our API, and only that, from the host, also where the JAR has a copy of it.
 */
final class JarPluginManager extends DefaultPluginManager {

  JarPluginManager() {
    super(List.of());
    setSystemVersion(ApiVersion.current());
  }

  @Override
  public RuntimeMode getRuntimeMode() {
    return RuntimeMode.DEPLOYMENT;
  }

  @Override
  protected PluginDescriptorFinder createPluginDescriptorFinder() {
    return new ManifestPluginDescriptorFinder();
  }

  /** Finds nothing by itself: JARs are loaded one by one, so that each error has its JAR. */
  @Override
  protected PluginRepository createPluginRepository() {
    return new JarPluginRepository(List.<Path>of());
  }

  @Override
  protected PluginLoader createPluginLoader() {
    return new JarPluginLoader(this) {
      @Override
      protected PluginClassLoader createPluginClassLoader(
          final Path path, final PluginDescriptor descriptor) {
        try {
          return new ApiFromHostClassLoader(
              JarPluginManager.this, descriptor, getClass().getClassLoader(), path);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    };
  }

  @Override
  protected PluginStatusProvider createPluginStatusProvider() {
    return new EveryPluginEnabled();
  }

  /** PF4J would look for lists of plugins to leave out; who doesn't want a JAR removes it. */
  private static final class EveryPluginEnabled implements PluginStatusProvider {
    @Override
    public boolean isPluginDisabled(final String pluginId) {
      return false;
    }

    @Override
    public void disablePlugin(final String pluginId) {}

    @Override
    public void enablePlugin(final String pluginId) {}
  }
}
