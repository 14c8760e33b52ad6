package io.memtracer.plugins.tlb;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.testkit.SampledMissesConformance;
import io.memtracer.testkit.Trace;
import io.memtracer.testkit.Traces;
import java.util.Map;
import java.util.Random;

/** Runs of which blocks are traced. */
class SampledTlbsTest extends SampledMissesConformance {

  @Override
  protected TraceAnalyzer analyzer() {
    final TlbFactory factory = new TlbFactory();
    return factory.create(
        AnalyzerOptions.of(factory.options(), Map.of("l1", "16:4", "l2", "64:4")));
  }

  /** Walks over what fits, and leaps to what doesn't. */
  @Override
  protected Trace program(final int seed) {
    return Traces.drifting(new Random(seed), 512, 1 << 22, RECORDS);
  }

  @Override
  protected String section() {
    return "tlb";
  }

  @Override
  protected double vaguest() {
    return 250;
  }
}
