package io.memtracer.host;

import io.memtracer.api.EndOfTrace;
import io.memtracer.api.RecordBatch;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.result.AnalysisResult;
import java.util.function.Function;

/** Looks at no record, and says nothing before the end. */
public class SilentAnalyzer implements TraceAnalyzer {

  private final Function<EndOfTrace, AnalysisResult> words;

  /** One that says nothing in the end, either. */
  public SilentAnalyzer() {
    this(end -> AnalysisResult.of());
  }

  /**
   * An analyzer.
   *
   * @param words what it says in the end
   */
  public SilentAnalyzer(final Function<EndOfTrace, AnalysisResult> words) {
    this.words = words;
  }

  @Override
  public void onBatch(final RecordBatch batch) {}

  @Override
  public AnalysisResult onEnd(final EndOfTrace end) {
    return words.apply(end);
  }
}
