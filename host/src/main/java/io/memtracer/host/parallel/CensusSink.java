package io.memtracer.host.parallel;

import io.memtracer.api.RecordBatchWriter;
import io.memtracer.api.TraceEvent;
import io.memtracer.host.dispatch.partition.Census;
import io.memtracer.host.ring.BatchSink;
import io.memtracer.host.status.TaskChoice;

/** Counts the chosen records of a piece. */
final class CensusSink implements BatchSink {

  private final Census census;
  private final TaskChoice tasks;
  private final RecordBatchWriter batch;

  CensusSink(final Census census, final TaskChoice tasks, final int batchRecords) {
    this.census = census;
    this.tasks = tasks;
    batch = new RecordBatchWriter(batchRecords);
  }

  @Override
  public RecordBatchWriter tryAcquire() {
    batch.clear(0);
    return batch;
  }

  @Override
  public void deliver(final RecordBatchWriter filled) {
    if (tasks.includes(filled.batch().task())) {
      census.add(filled.batch());
    }
  }

  @Override
  public void event(final TraceEvent event) {}
}
