package io.memtracer.testkit;

import io.memtracer.api.AnalysisContext;
import io.memtracer.api.EndOfTrace;
import io.memtracer.api.RecordBatch;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.TraceEvent;
import io.memtracer.api.result.AnalysisResult;
import java.util.Optional;
import java.util.Random;

/** Wraps an analyzer and throws now and then, before the call it wraps: for tests of hosts. */
public final class CrankyAnalyzer implements TraceAnalyzer {

  /** What a {@link CrankyAnalyzer} throws. */
  public static final class CrankyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CrankyException(final String method) {
      super("cranky in " + method);
    }
  }

  private final TraceAnalyzer analyzer;
  private final Random random;
  private final int oneCallIn;

  /**
   * Wraps an analyzer.
   *
   * @param analyzer a fresh one
   * @param random where chance comes from
   * @param oneCallIn of how many calls one throws on average; 1 is each
   */
  public CrankyAnalyzer(final TraceAnalyzer analyzer, final Random random, final int oneCallIn) {
    this.analyzer = analyzer;
    this.random = random;
    this.oneCallIn = oneCallIn;
  }

  @Override
  public void onStart(final AnalysisContext context) {
    maybeThrow("onStart");
    analyzer.onStart(context);
  }

  @Override
  public void onBatch(final RecordBatch batch) {
    maybeThrow("onBatch");
    analyzer.onBatch(batch);
  }

  @Override
  public void onEvent(final TraceEvent event) {
    maybeThrow("onEvent");
    analyzer.onEvent(event);
  }

  @Override
  public Optional<AnalysisResult> snapshot() {
    maybeThrow("snapshot");
    return analyzer.snapshot();
  }

  @Override
  public AnalysisResult onEnd(final EndOfTrace end) {
    maybeThrow("onEnd");
    return analyzer.onEnd(end);
  }

  /** The analyzer is closed in any case: being cranky is no excuse for a leak. */
  @Override
  public void close() {
    analyzer.close();
    maybeThrow("close");
  }

  private void maybeThrow(final String method) {
    if (random.nextInt(oneCallIn) == 0) {
      throw new CrankyException(method);
    }
  }
}
