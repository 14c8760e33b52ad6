package io.memtracer.host.plugin;

import org.pf4j.PluginClassLoader;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginManager;

/** Delegates one package to the host besides PF4J's own, and knows whose classes it loads. */
final class ApiFromHostClassLoader extends PluginClassLoader {

  private static final String API_PACKAGE = "io.memtracer.api.";

  private volatile String label;

  ApiFromHostClassLoader(
      final PluginManager manager, final PluginDescriptor descriptor, final ClassLoader host) {
    super(manager, descriptor, host);
    label = descriptor.getPluginId();
  }

  /** What users call the plugin. */
  String label() {
    return label;
  }

  void setLabel(final String value) {
    label = value;
  }

  @Override
  protected boolean shouldDelegateToParent(final String className) {
    return className.startsWith(API_PACKAGE) || super.shouldDelegateToParent(className);
  }
}
