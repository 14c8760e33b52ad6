package io.memtracer.host.ring;

import io.memtracer.api.RecordBatchWriter;

/** Where batches go that come out of a ring. Both methods are called by the draining thread. */
public interface BatchSink {

  /**
   * Lends a batch to be filled.
   *
   * @return an empty one, or null if all are in use: the ring keeps its records and asks again
   */
  RecordBatchWriter tryAcquire();

  /** Takes back the batch lent last, with at least one record in it. */
  void deliver(RecordBatchWriter batch);
}
