package io.memtracer.plugins.cache;

import io.memtracer.api.TraceAnalyzerFactory;
import io.memtracer.testkit.TraceAnalyzerConformance;
import java.util.Map;

/** Caches that have little in common with the default: no write stays in the first level. */
class OddCacheConformanceTest extends TraceAnalyzerConformance {

  @Override
  protected TraceAnalyzerFactory factory() {
    return new CacheFactory();
  }

  @Override
  protected Map<String, String> options() {
    return Map.of(
        "levels",
        "near:2K:full:srrip:write-through:no-allocate+far:48K:3:random:shared",
        "window",
        "777",
        "three-c",
        "true");
  }
}
