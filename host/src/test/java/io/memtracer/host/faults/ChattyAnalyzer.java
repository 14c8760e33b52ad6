package io.memtracer.host.faults;

import io.memtracer.api.EndOfTrace;
import io.memtracer.api.RecordBatch;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.host.TestFactory;

/** Prints on both streams, once. */
public final class ChattyAnalyzer implements TraceAnalyzer {

  private boolean printed;

  /** Names it. */
  public static final class Factory extends TestFactory {

    public Factory() {
      super("chatty", "prints", options -> talkative());
    }
  }

  private static ChattyAnalyzer talkative() {
    System.out.print("created ");
    System.out.println("one");
    return new ChattyAnalyzer();
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
