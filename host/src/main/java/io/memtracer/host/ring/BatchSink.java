package io.memtracer.host.ring;

import io.memtracer.api.RecordBatchWriter;
import io.memtracer.api.TraceEvent;

/** Where batches go that come out of a ring. All methods are called by the draining thread. */
public interface BatchSink {

  /**
   * Lends a batch to be filled.
   *
   * @return an empty one, or null if all are in use: the ring keeps its records and asks again
   */
  RecordBatchWriter tryAcquire();

  /** Takes back the batch lent last, with at least one record in it. */
  void deliver(RecordBatchWriter batch);

  /**
   * Told what happened behind the batch delivered last.
   *
   * @param event its ordinal is not set yet
   */
  void event(TraceEvent event);

  /** Told of records that are looked at elsewhere: they come in no batch. */
  default void elsewhere(final Stretch stretch) {
    throw new UnsupportedOperationException("whoever is here looks at all records itself");
  }
}
