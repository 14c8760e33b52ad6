package io.memtracer.plugins.cache;

import io.memtracer.api.TraceAnalyzerFactory;
import io.memtracer.testkit.TraceAnalyzerConformance;
import java.util.Map;

/** Caches that have all to do with each other. */
class LinkedCacheConformanceTest extends TraceAnalyzerConformance {

  @Override
  protected TraceAnalyzerFactory factory() {
    return new CacheFactory();
  }

  @Override
  protected Map<String, String> options() {
    return Map.of(
        "levels",
        "l1:2K:4:stride+l2:8K:4:inclusive:next-line+l3:16K:8:exclusive:shared",
        "coherence",
        "mesi");
  }
}
