package io.memtracer.plugins.workingset;

import io.memtracer.api.TraceAnalyzerFactory;
import io.memtracer.testkit.TraceAnalyzerConformance;

class WorkingSetConformanceTest extends TraceAnalyzerConformance {

  @Override
  protected TraceAnalyzerFactory factory() {
    return new WorkingSetFactory();
  }

  @Override
  protected int mergedTraces() {
    return 200;
  }
}
