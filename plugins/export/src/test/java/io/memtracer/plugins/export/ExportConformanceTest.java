package io.memtracer.plugins.export;

import io.memtracer.api.TraceAnalyzerFactory;
import io.memtracer.testkit.TraceAnalyzerConformance;
import java.util.Map;

class ExportConformanceTest extends TraceAnalyzerConformance {

  @Override
  protected TraceAnalyzerFactory factory() {
    return new ExportFactory();
  }

  @Override
  protected Map<String, String> options() {
    return Map.of("file", "/dev/null", "format", "view");
  }
}
