package io.memtracer.plugins.sharing;

import io.memtracer.api.TraceAnalyzerFactory;
import io.memtracer.testkit.TraceAnalyzerConformance;
import java.util.Map;

class ModeConformanceTest extends TraceAnalyzerConformance {

  @Override
  protected TraceAnalyzerFactory factory() {
    return new SharingFactory();
  }

  @Override
  protected Map<String, String> options() {
    return Map.of("by", "mode", "window", "777");
  }
}
