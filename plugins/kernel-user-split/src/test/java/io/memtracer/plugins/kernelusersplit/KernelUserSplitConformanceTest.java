package io.memtracer.plugins.kernelusersplit;

import io.memtracer.api.TraceAnalyzerFactory;
import io.memtracer.testkit.TraceAnalyzerConformance;

class KernelUserSplitConformanceTest extends TraceAnalyzerConformance {

  @Override
  protected TraceAnalyzerFactory factory() {
    return new KernelUserSplitFactory();
  }

  @Override
  protected int mergedTraces() {
    return 200;
  }
}
