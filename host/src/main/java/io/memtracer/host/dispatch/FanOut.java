package io.memtracer.host.dispatch;

import io.memtracer.api.EndOfTrace;
import io.memtracer.api.RecordBatchWriter;
import io.memtracer.api.TraceEvent;
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

  /**
   * Passes on what happened between two batches.
   *
   * @param event its ordinal is set
   */
  @Override
  void event(TraceEvent event);

  /** Between two batches: asks analyzers what they have found so far that are on this thread. */
  default void snapshot() {}

  /**
   * After the last batch.
   *
   * @param end what is known about the run; each analyzer is told its own number of records
   */
  void end(EndOfTrace end);

  /** Releases everything, at the end or in the middle. */
  void close();
}
