package io.memtracer.plugins.tlb;

import io.memtracer.api.TraceAnalyzerFactory;
import io.memtracer.testkit.TraceAnalyzerConformance;
import java.util.Map;

/** So small that nearly all misses. */
class SmallTlbConformanceTest extends TraceAnalyzerConformance {

  @Override
  protected TraceAnalyzerFactory factory() {
    return new TlbFactory();
  }

  @Override
  protected Map<String, String> options() {
    return Map.of(
        "l1", "2:2", "l1-large", "1:1", "l2", "12:3", "user-pages", "2M", "kernel-pages", "2M");
  }
}
