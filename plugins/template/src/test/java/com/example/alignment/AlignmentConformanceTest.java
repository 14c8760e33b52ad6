package com.example.alignment;

import static io.memtracer.testkit.Traces.load;
import static io.memtracer.testkit.Traces.store;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memtracer.api.TraceAnalyzerFactory;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.testkit.Replay;
import io.memtracer.testkit.Results;
import io.memtracer.testkit.Trace;
import io.memtracer.testkit.TraceAnalyzerConformance;
import io.memtracer.testkit.Traces;
import org.junit.jupiter.api.Test;

/** What every analyzer must do comes from the superclass; what this one must do is here. */
class AlignmentConformanceTest extends TraceAnalyzerConformance {

  @Override
  protected TraceAnalyzerFactory factory() {
    return new AlignmentFactory();
  }

  @Test
  void countsWhatIsNotAligned() {
    final Trace trace = Traces.of(load(0x1000, 8), load(0x1004, 8), store(0x103c, 8));
    final AnalysisResult result = Replay.of(trace).into(new AlignmentAnalyzer(64));
    assertEquals(2L, Results.metric(result, "alignment", "unaligned"));
    assertEquals(1L, Results.metric(result, "alignment", "line-crossing"));
  }
}
