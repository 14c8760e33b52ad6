package io.memtracer.testkit;

import io.memtracer.api.AnalysisContext;
import io.memtracer.api.RecordBatchWriter;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.result.AnalysisResult;

/**
 * Plays a trace into an analyzer, through its whole life:
 *
 * <pre>{@code
 * AnalysisResult result = Replay.of(trace).in(Partition.fixed(100)).into(analyzer);
 * }</pre>
 *
 * <p>Immutable. Unless said otherwise the trace comes in one batch.
 */
public final class Replay {

  private final Trace trace;
  private final Partition partition;
  private final AnalysisContext context;

  private Replay(final Trace trace, final Partition partition, final AnalysisContext context) {
    this.trace = trace;
    this.partition = partition;
    this.context = context;
  }

  /**
   * A replay in one batch.
   *
   * @param trace what to play
   * @return the replay
   */
  public static Replay of(final Trace trace) {
    return new Replay(trace, Partition.whole(), TestContext.DEFAULT);
  }

  /**
   * The same replay in other batches.
   *
   * @param newPartition how to cut the trace
   * @return the replay
   */
  public Replay in(final Partition newPartition) {
    return new Replay(trace, newPartition, context);
  }

  /**
   * The same replay as part of another run.
   *
   * @param newContext what the analyzer is told about the run
   * @return the replay
   */
  public Replay with(final AnalysisContext newContext) {
    return new Replay(trace, partition, newContext);
  }

  /**
   * Starts the analyzer, gives it the trace, asks for the result and closes it.
   *
   * @param analyzer a fresh analyzer
   * @return its result
   */
  public AnalysisResult into(final TraceAnalyzer analyzer) {
    try (analyzer) {
      analyzer.onStart(context);
      feed(analyzer);
      return analyzer.onEnd(trace.size());
    }
  }

  /** Every batch is an object of its own, which keeps its content: see AssertingAnalyzer. */
  void feed(final TraceAnalyzer analyzer) {
    int done = 0;
    while (done < trace.size()) {
      final int remaining = trace.size() - done;
      final int count = partition.next(remaining);
      if (count < 1 || count > remaining) {
        throw new IllegalArgumentException(
            "a partition must give 1 to " + remaining + ", but gave " + count);
      }
      final RecordBatchWriter writer = new RecordBatchWriter(count);
      trace.copyTo(done, writer.words(), writer.addresses(), count);
      writer.set(done, count);
      analyzer.onBatch(writer.batch());
      done += count;
    }
  }
}
