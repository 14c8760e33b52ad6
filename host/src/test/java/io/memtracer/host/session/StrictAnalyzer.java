package io.memtracer.host.session;

import io.memtracer.api.EndOfTrace;
import io.memtracer.api.RecordBatch;
import io.memtracer.api.RecordWord;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.TraceEvent;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.host.TestFactory;
import java.util.Objects;

/** Fails if it is given what no analyzer may be given. */
public final class StrictAnalyzer implements TraceAnalyzer {

  static final String NAME = "strict";

  private long records;

  /** Names it. */
  public static final class Factory extends TestFactory {

    public Factory() {
      super(NAME, "checks what it is given", options -> new StrictAnalyzer());
    }
  }

  @Override
  public void onBatch(final RecordBatch batch) {
    require(batch.firstOrdinal() == records, "the ordinal");
    require(batch.size() > 0, "the size");
    Objects.requireNonNull(batch.task(), "the task");
    for (int i = 0; i < batch.size(); i++) {
      final long word = batch.word(i);
      require(word < 0 && RecordWord.vcpu(word) == batch.vcpu(), "a word");
    }
    records += batch.size();
  }

  @Override
  public void onEvent(final TraceEvent event) {
    require(event.ordinal() == records, "an event's ordinal");
  }

  @Override
  public AnalysisResult onEnd(final EndOfTrace end) {
    require(end.recordsDelivered() == records, "the end");
    return AnalysisResult.of();
  }

  private static void require(final boolean fine, final String what) {
    if (!fine) {
      throw new IllegalStateException(what + " can't be");
    }
  }
}
