package io.memtracer.benchmarks.cli;

import io.memtracer.api.EndOfTrace;
import io.memtracer.api.Phase;
import io.memtracer.api.RecordBatchWriter;
import io.memtracer.api.RecordWord;
import io.memtracer.api.Task;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.benchmarks.recorder.Recording;
import io.memtracer.host.dispatch.LaneSpec;
import io.memtracer.host.status.ErrorCategory;
import io.memtracer.host.status.TraceException;

/** Leads an analyzer through its life once, so that what it throws can be shown as it is. */
final class Rehearsal {

  private static final int BATCH_RECORDS = 4096;

  private Rehearsal() {}

  /**
   * Gives an analyzer all records of a stream.
   *
   * @throws TraceException if it throws
   */
  static void run(final LaneSpec lane, final Recording records) {
    String step = "create";
    try (TraceAnalyzer analyzer = lane.factory().create(lane.options())) {
      step = "onStart";
      analyzer.onStart(lane.context());
      step = "onBatch";
      feed(analyzer, records);
      step = "onEnd";
      analyzer.onEnd(EndOfTrace.of(records.size()));
      step = "close";
    } catch (Exception e) {
      throw new TraceException(
          ErrorCategory.ANALYZER, "analyzer " + lane.name() + " failed in " + step + ": " + e, e);
    }
  }

  private static void feed(final TraceAnalyzer analyzer, final Recording records) {
    final RecordBatchWriter writer = new RecordBatchWriter(BATCH_RECORDS);
    int next = 0;
    while (next < records.size()) {
      final int vcpu = RecordWord.vcpu(records.word(next));
      writer.of(vcpu, Task.UNKNOWN, Phase.NONE);
      writer.clear(next);
      while (next < records.size()
          && !writer.isFull()
          && RecordWord.vcpu(records.word(next)) == vcpu) {
        writer.add(records.word(next), records.address(next));
        next++;
      }
      analyzer.onBatch(writer.batch());
    }
  }
}
