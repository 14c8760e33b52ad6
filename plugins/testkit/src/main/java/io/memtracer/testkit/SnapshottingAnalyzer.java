package io.memtracer.testkit;

import io.memtracer.api.AnalysisContext;
import io.memtracer.api.EndOfTrace;
import io.memtracer.api.RecordBatch;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.TraceEvent;
import io.memtracer.api.result.AnalysisResult;

/** Wraps an analyzer and asks it for a snapshot after each batch. */
final class SnapshottingAnalyzer implements TraceAnalyzer {

  private final TraceAnalyzer analyzer;

  SnapshottingAnalyzer(final TraceAnalyzer analyzer) {
    this.analyzer = analyzer;
  }

  @Override
  public void onStart(final AnalysisContext context) {
    analyzer.onStart(context);
  }

  @Override
  public void onBatch(final RecordBatch batch) {
    analyzer.onBatch(batch);
    analyzer.snapshot().ifPresent(ResultChecks::requirePresentable);
  }

  @Override
  public void onEvent(final TraceEvent event) {
    analyzer.onEvent(event);
  }

  @Override
  public AnalysisResult onEnd(final EndOfTrace end) {
    return analyzer.onEnd(end);
  }

  @Override
  public void close() {
    analyzer.close();
  }
}
