package io.memtracer.plugins.hotspots;

import io.memtracer.api.TraceAnalyzerFactory;
import io.memtracer.testkit.TraceAnalyzerConformance;
import java.util.Map;

class SomeLinesConformanceTest extends TraceAnalyzerConformance {

  @Override
  protected TraceAnalyzerFactory factory() {
    return new HotSpotsFactory();
  }

  @Override
  protected Map<String, String> options() {
    return Map.of("limit", "0", "table", "0", "top", "100", "sample-lines", "0.3");
  }
}
