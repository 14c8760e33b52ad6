package io.memtracer.host.parallel;

import io.memtracer.api.AnalysisContext;
import io.memtracer.api.EndOfTrace;
import io.memtracer.api.Mergeable;
import io.memtracer.api.RecordBatch;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.host.dispatch.PartitionedAnalyzer;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.List;

/**
 * Absorbs what others of its kind made of the pieces of a trace. The records that it is given are
 * theirs as well: it only counts them.
 */
final class MergedAnalyzer implements TraceAnalyzer {

  private final TraceAnalyzer whole;
  private final Workers workers;
  private final int index;

  /**
   * An analyzer that has absorbed nothing.
   *
   * @param whole can be merged, and sees no record itself
   * @param index of it among those of the workers
   */
  MergedAnalyzer(final TraceAnalyzer whole, final Workers workers, final int index) {
    this.whole = whole;
    this.workers = workers;
    this.index = index;
  }

  @Override
  public void onStart(final AnalysisContext context) {
    try {
      whole.onStart(context);
    } finally {
      workers.started(index, context);
    }
  }

  @Override
  public void onBatch(final RecordBatch batch) {}

  @Override
  public AnalysisResult onEnd(final EndOfTrace end) {
    if (!workers.isDone()) {
      throw new IllegalStateException(
          "the replay was ended before all pieces were looked at: with --threads 1 there is a"
              + " result on the part before that");
    }
    long records = 0;
    final List<Outcome> outcomes = workers.outcomes(index);
    for (int piece = 0; piece < outcomes.size(); piece++) {
      final Outcome outcome = outcomes.get(piece);
      if (records == end.recordsDelivered() && outcome.records() > 0) {
        // What comes behind a damaged piece doesn't count.
        break;
      }
      absorb(outcome, piece);
      records += outcome.records();
    }
    if (records != end.recordsDelivered()) {
      throw new IllegalStateException(
          "%d records were in pieces, but %d were delivered"
              .formatted(records, end.recordsDelivered()));
    }
    return whole.onEnd(end);
  }

  private void absorb(final Outcome outcome, final int piece) {
    outcome
        .failure()
        .ifPresent(
            cause -> {
              throw cause instanceof RuntimeException known
                  ? known
                  : new IllegalStateException(cause.toString(), cause);
            });
    if (whole instanceof PartitionedAnalyzer several) {
      several.pass(workers.census(piece));
    }
    try {
      ((Mergeable) whole)
          .mergeNext(new DataInputStream(new ByteArrayInputStream(outcome.state().array())));
    } catch (IOException e) {
      throw new IllegalStateException("what was found in a piece can't be read: " + e, e);
    }
  }

  @Override
  public void close() {
    workers.closed();
    whole.close();
  }
}
