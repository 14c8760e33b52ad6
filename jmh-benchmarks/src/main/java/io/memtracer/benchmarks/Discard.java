package io.memtracer.benchmarks;

import io.memtracer.api.RecordBatchWriter;
import io.memtracer.api.TraceEvent;
import io.memtracer.host.ring.BatchSink;

/** Takes batches and does nothing with them. */
public final class Discard implements BatchSink {

  private static final int BATCH_RECORDS = 4096;

  private final RecordBatchWriter batch = new RecordBatchWriter(BATCH_RECORDS);

  @Override
  public RecordBatchWriter tryAcquire() {
    batch.clear(0);
    return batch;
  }

  @Override
  public void deliver(final RecordBatchWriter filled) {}

  @Override
  public void event(final TraceEvent event) {}
}
