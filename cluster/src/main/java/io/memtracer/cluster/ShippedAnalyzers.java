package io.memtracer.cluster;

import io.memtracer.host.dispatch.LaneSpec;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * The analyzers' JARs that executors have been sent: each executor gets and loads the same bytes
 * once, for however many traces. Thread-safe.
 */
final class ShippedAnalyzers {

  private final JavaSparkContext context;
  private final Map<List<ByteBuffer>, Broadcast<AnalyzerJars>> byContent = new HashMap<>();

  ShippedAnalyzers(final JavaSparkContext context) {
    this.context = context;
  }

  /** The JARs that some analyzers come from. */
  synchronized Broadcast<AnalyzerJars> of(final List<LaneSpec> specs) {
    final Set<URI> files = new LinkedHashSet<>();
    for (final LaneSpec spec : specs) {
      files.add(ShippedJars.jarOf(spec.factory().getClass()).orElseThrow());
    }
    final AnalyzerJars jars = AnalyzerJars.read(files);
    return byContent.computeIfAbsent(jars.content(), content -> context.broadcast(jars));
  }
}
