package io.memtracer.host.dispatch;

import io.memtracer.api.RecordBatchWriter;
import io.memtracer.host.ring.BatchSink;

/** Brings each batch to every analyzer. */
interface FanOut extends BatchSink {

  /** Before the first batch. */
  void start();

  /**
   * Takes a batch lent by {@link #tryAcquire}; its first ordinal is set.
   *
   * @param batch with at least one record
   */
  @Override
  void deliver(RecordBatchWriter batch);

  /** After the last batch. */
  void end();

  /** Releases everything, at the end or in the middle. */
  void close();
}
