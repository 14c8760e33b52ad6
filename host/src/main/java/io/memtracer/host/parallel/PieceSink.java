package io.memtracer.host.parallel;

import io.memtracer.api.RecordBatchWriter;
import io.memtracer.api.TraceEvent;
import io.memtracer.host.ring.BatchSink;
import io.memtracer.host.status.TaskChoice;
import java.util.List;

/**
 * Brings the chosen batches of a piece to analyzers, with the ordinals that they have in all that
 * are chosen.
 */
final class PieceSink implements BatchSink {

  private final List<PieceAnalyzer> analyzers;
  private final TaskChoice tasks;
  private final RecordBatchWriter batch;
  private long nextOrdinal;

  PieceSink(
      final List<PieceAnalyzer> analyzers,
      final TaskChoice tasks,
      final long firstOrdinal,
      final int batchRecords) {
    this.analyzers = analyzers;
    this.tasks = tasks;
    batch = new RecordBatchWriter(batchRecords);
    nextOrdinal = firstOrdinal;
  }

  @Override
  public RecordBatchWriter tryAcquire() {
    batch.clear(0);
    return batch;
  }

  @Override
  public void deliver(final RecordBatchWriter filled) {
    if (!tasks.includes(filled.batch().task())) {
      return;
    }
    final int size = filled.batch().size();
    filled.set(nextOrdinal, size);
    nextOrdinal += size;
    analyzers.forEach(analyzer -> analyzer.deliver(filled.batch()));
  }

  @Override
  public void event(final TraceEvent event) {
    final TraceEvent placed = event.at(nextOrdinal);
    analyzers.forEach(analyzer -> analyzer.event(placed));
  }
}
