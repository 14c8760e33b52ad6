package io.memtracer.plugins.external;

import io.memtracer.api.TraceAnalyzerFactory;
import io.memtracer.testkit.TraceAnalyzerConformance;
import java.util.Map;

/** A C tool keeps all promises of a Java analyzer. */
class ConformanceTest extends TraceAnalyzerConformance {

  @Override
  protected TraceAnalyzerFactory factory() {
    return new ExternalProcessFactory();
  }

  @Override
  protected Map<String, String> options() {
    return Map.of("path", Tools.countByCpl().toString());
  }
}
