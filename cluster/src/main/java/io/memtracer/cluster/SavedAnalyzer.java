package io.memtracer.cluster;

import io.memtracer.api.AnalysisContext;
import io.memtracer.api.AnalyzerOptions;
import io.memtracer.host.dispatch.LaneSpec;
import io.memtracer.host.plugin.InstalledAnalyzer;
import io.memtracer.host.plugin.PluginCatalog;
import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/**
 * An analyzer as it goes to executors.
 *
 * @param label what reports call it
 * @param name as in {@code --analyzer NAME}
 * @param options in force
 */
record SavedAnalyzer(String label, String name, TreeMap<String, String> options)
    implements Serializable {

  static SavedAnalyzer of(final LaneSpec spec) {
    return new SavedAnalyzer(spec.label(), spec.name(), new TreeMap<>(spec.options().asMap()));
  }

  /** The same again, of classes of that catalog. */
  LaneSpec restore(final PluginCatalog catalog, final AnalysisContext context) {
    final InstalledAnalyzer installed = catalog.require(name);
    final AnalyzerOptions checked =
        AnalyzerOptions.of(installed.factory().options(), Map.copyOf(options));
    return new LaneSpec(label, installed.factory(), installed.version(), checked, context);
  }
}
