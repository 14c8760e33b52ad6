package io.memtracer.plugins.heatmap;

import io.memtracer.api.TraceAnalyzerFactory;
import io.memtracer.testkit.TraceAnalyzerConformance;
import java.util.Map;

/** Of a quarter of the lines. */
class SomeLinesConformanceTest extends TraceAnalyzerConformance {

  @Override
  protected TraceAnalyzerFactory factory() {
    return new HeatmapFactory();
  }

  @Override
  protected Map<String, String> options() {
    return Map.of("block", "64", "limit", "256", "window", "30", "sample-lines", "0.25");
  }
}
