package io.memtracer.host.faults;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.EndOfTrace;
import io.memtracer.api.RecordBatch;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.TraceAnalyzerFactory;
import io.memtracer.api.result.AnalysisResult;

/** Prints on both streams, once. */
public final class ChattyAnalyzer implements TraceAnalyzer {

  private boolean printed;

  /** Names it. */
  public static final class Factory implements TraceAnalyzerFactory {

    @Override
    public String name() {
      return "chatty";
    }

    @Override
    public String description() {
      return "prints";
    }

    @Override
    public TraceAnalyzer create(final AnalyzerOptions options) {
      System.out.print("created ");
      System.out.println("one");
      return new ChattyAnalyzer();
    }
  }

  @Override
  public void onBatch(final RecordBatch batch) {
    if (!printed) {
      printed = true;
      System.err.println("a batch");
    }
  }

  @Override
  public AnalysisResult onEnd(final EndOfTrace end) {
    System.out.println("{\"records\": 0}");
    return AnalysisResult.of();
  }
}
