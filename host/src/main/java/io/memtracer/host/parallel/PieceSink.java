package io.memtracer.host.parallel;

import io.memtracer.api.RecordBatchWriter;
import io.memtracer.api.TraceEvent;
import io.memtracer.host.dispatch.summary.Summary;
import io.memtracer.host.ring.BatchSink;
import io.memtracer.host.status.TaskChoice;
import java.util.List;

/**
 * Brings the chosen batches of a piece to analyzers, with the ordinals that they have in all that
 * are chosen.
 */
final class PieceSink implements BatchSink {

  private final List<PieceAnalyzer> analyzers;
  private final Summary summary;
  private final RecordBatchWriter batch;
  private final TaskChoice tasks;
  private long nextOrdinal;
  private long chosen;

  PieceSink(
      final List<PieceAnalyzer> analyzers,
      final Summary summary,
      final PieceStart start,
      final int batchRecords) {
    this.analyzers = analyzers;
    this.summary = summary;
    batch = new RecordBatchWriter(batchRecords);
    tasks = start.tasks();
    nextOrdinal = start.firstOrdinal();
  }

  @Override
  public RecordBatchWriter tryAcquire() {
    batch.clear(0);
    return batch;
  }

  @Override
  public void deliver(final RecordBatchWriter filled) {
    summary.add(filled.batch());
    if (!tasks.includes(filled.batch().task())) {
      return;
    }
    final int size = filled.batch().size();
    filled.set(nextOrdinal, size);
    nextOrdinal += size;
    chosen += size;
    summary.place(filled.batch());
    analyzers.forEach(analyzer -> analyzer.deliver(filled.batch()));
  }

  /** How many records the analyzers were given. */
  long chosen() {
    return chosen;
  }

  @Override
  public void event(final TraceEvent event) {
    final TraceEvent placed = event.at(nextOrdinal);
    summary.event(placed);
    analyzers.forEach(analyzer -> analyzer.event(placed));
  }
}
