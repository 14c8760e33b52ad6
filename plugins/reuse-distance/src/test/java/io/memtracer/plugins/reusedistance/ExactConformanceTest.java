package io.memtracer.plugins.reusedistance;

import io.memtracer.api.TraceAnalyzerFactory;
import io.memtracer.testkit.TraceAnalyzerConformance;
import java.util.Map;

class ExactConformanceTest extends TraceAnalyzerConformance {

  @Override
  protected TraceAnalyzerFactory factory() {
    return new ReuseDistanceFactory();
  }

  @Override
  protected Map<String, String> options() {
    return Map.of("method", "exact");
  }
}
