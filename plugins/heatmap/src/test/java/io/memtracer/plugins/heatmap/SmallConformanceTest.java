package io.memtracer.plugins.heatmap;

import io.memtracer.api.TraceAnalyzerFactory;
import io.memtracer.testkit.TraceAnalyzerConformance;
import java.util.Map;

/** With so little room that blocks and columns grow all the time. */
class SmallConformanceTest extends TraceAnalyzerConformance {

  @Override
  protected TraceAnalyzerFactory factory() {
    return new HeatmapFactory();
  }

  @Override
  protected Map<String, String> options() {
    return Map.of("block", "64", "limit", "64", "window", "3", "columns", "6", "rows", "8");
  }
}
