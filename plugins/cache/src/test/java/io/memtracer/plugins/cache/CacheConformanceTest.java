package io.memtracer.plugins.cache;

import io.memtracer.api.TraceAnalyzerFactory;
import io.memtracer.testkit.TraceAnalyzerConformance;

class CacheConformanceTest extends TraceAnalyzerConformance {

  @Override
  protected TraceAnalyzerFactory factory() {
    return new CacheFactory();
  }
}
