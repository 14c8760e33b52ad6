package io.memtracer.benchmarks.cli;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.EndOfTrace;
import io.memtracer.api.RecordBatch;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.TraceAnalyzerFactory;
import io.memtracer.api.result.AnalysisResult;

/** An analyzer that gives up in its third batch. */
public final class FailingFactory implements TraceAnalyzerFactory {

  @Override
  public String name() {
    return "failing";
  }

  @Override
  public String description() {
    return "Fails.";
  }

  @Override
  public TraceAnalyzer create(final AnalyzerOptions options) {
    return new Failing();
  }

  static final class Failing implements TraceAnalyzer {
    @Override
    public void onBatch(final RecordBatch batch) {
      if (batch.firstOrdinal() >= 8192) {
        throw new IllegalStateException("at " + batch.firstOrdinal());
      }
    }

    @Override
    public AnalysisResult onEnd(final EndOfTrace end) {
      return AnalysisResult.of();
    }
  }
}
