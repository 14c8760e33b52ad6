package io.memtracer.benchmarks;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.EndOfTrace;
import io.memtracer.api.RecordBatch;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.TraceAnalyzerFactory;
import io.memtracer.api.result.AnalysisResult;

/** An analyzer that looks at nothing: what is left is what it costs to be given records. */
public final class NoOpFactory implements TraceAnalyzerFactory {

  /** Its name. */
  public static final String NAME = "no-op";

  /** The factory keeps nothing. */
  public NoOpFactory() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "Looks at nothing.";
  }

  @Override
  public TraceAnalyzer create(final AnalyzerOptions options) {
    return new NoOp();
  }

  private static final class NoOp implements TraceAnalyzer {
    @Override
    public void onBatch(final RecordBatch batch) {}

    @Override
    public AnalysisResult onEnd(final EndOfTrace end) {
      return AnalysisResult.of();
    }
  }
}
