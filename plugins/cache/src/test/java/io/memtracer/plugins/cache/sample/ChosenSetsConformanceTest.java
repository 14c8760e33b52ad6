package io.memtracer.plugins.cache.sample;

import io.memtracer.api.TraceAnalyzerFactory;
import io.memtracer.plugins.cache.CacheFactory;
import io.memtracer.testkit.TraceAnalyzerConformance;
import java.util.Map;

class ChosenSetsConformanceTest extends TraceAnalyzerConformance {

  @Override
  protected TraceAnalyzerFactory factory() {
    return new CacheFactory();
  }

  @Override
  protected Map<String, String> options() {
    return Map.of("levels", "l1:4K:4", "sample-lines", "0.3");
  }
}
