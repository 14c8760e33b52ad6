package io.memtracer.host.parallel;

import io.memtracer.api.AnalysisContext;
import io.memtracer.api.EndOfTrace;
import io.memtracer.api.Mergeable;
import io.memtracer.api.RecordBatch;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.host.dispatch.Absorbing;
import io.memtracer.host.dispatch.partition.PartitionedAnalyzer;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;

/**
 * Absorbs what others of its kind made of the pieces of a trace: as they come, or at the end. The
 * records that it is given are theirs as well: it does nothing about them.
 */
final class MergedAnalyzer implements TraceAnalyzer, Absorbing {

  private final TraceAnalyzer whole;
  private final Division division;
  private final int index;
  private int absorbed;
  private long records;

  /**
   * An analyzer that has absorbed nothing.
   *
   * @param whole can be merged, and sees no record itself
   * @param index of it among those that can be
   */
  MergedAnalyzer(final TraceAnalyzer whole, final Division division, final int index) {
    this.whole = whole;
    this.division = division;
    this.index = index;
  }

  @Override
  public void onStart(final AnalysisContext context) {
    try {
      whole.onStart(context);
    } finally {
      division.started();
    }
  }

  @Override
  public void onBatch(final RecordBatch batch) {}

  @Override
  public void absorb(final int piece) throws IOException {
    final PieceResult result = division.result(piece);
    final Outcome outcome = result.outcomes().get(index);
    outcome
        .failure()
        .ifPresent(
            cause -> {
              throw cause instanceof RuntimeException known
                  ? known
                  : new IllegalStateException(cause.toString(), cause);
            });
    if (whole instanceof PartitionedAnalyzer several) {
      several.pass(result.census().orElseThrow());
    }
    ((Mergeable) whole)
        .mergeNext(new DataInputStream(new ByteArrayInputStream(outcome.state().array())));
    absorbed = piece + 1;
    records += result.chosen();
  }

  @Override
  public AnalysisResult onEnd(final EndOfTrace end) {
    if (absorbed == 0) {
      absorbAll(end.recordsDelivered());
    }
    if (records != end.recordsDelivered()) {
      throw new IllegalStateException(
          "%d records were in pieces, but %d were delivered"
              .formatted(records, end.recordsDelivered()));
    }
    return whole.onEnd(end);
  }

  private void absorbAll(final long delivered) {
    if (!division.board().isDone()) {
      throw new IllegalStateException(
          "the replay was ended before all pieces were looked at: with --threads 1 there is a"
              + " result on the part before that");
    }
    try {
      for (int piece = 0; piece < division.board().size(); piece++) {
        if (records == delivered && division.result(piece).chosen() > 0) {
          // What comes behind a damaged piece doesn't count.
          return;
        }
        absorb(piece);
      }
    } catch (IOException e) {
      throw new IllegalStateException("what was found in a piece can't be read: " + e, e);
    }
  }

  @Override
  public void close() {
    division.closed();
    whole.close();
  }
}
