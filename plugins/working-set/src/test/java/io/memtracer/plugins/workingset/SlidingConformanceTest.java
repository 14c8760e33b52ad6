package io.memtracer.plugins.workingset;

import io.memtracer.api.TraceAnalyzerFactory;
import io.memtracer.testkit.TraceAnalyzerConformance;
import java.util.Map;

class SlidingConformanceTest extends TraceAnalyzerConformance {

  @Override
  protected TraceAnalyzerFactory factory() {
    return new WorkingSetFactory();
  }

  @Override
  protected Map<String, String> options() {
    return Map.of("window", "1000", "step", "50");
  }
}
