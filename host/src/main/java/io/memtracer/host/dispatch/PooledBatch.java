package io.memtracer.host.dispatch;

import io.memtracer.api.RecordBatch;
import io.memtracer.api.RecordBatchWriter;
import io.memtracer.api.TraceEvent;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A batch that several threads read at once. The dispatcher fills it while nobody holds it, and
 * gives it to all lanes; the last lane to release it makes it free again.
 */
final class PooledBatch {

  private final RecordBatchWriter writer;
  private final AtomicInteger holders = new AtomicInteger();
  private List<TraceEvent> events = List.of();

  PooledBatch(final int capacity) {
    writer = new RecordBatchWriter(capacity);
  }

  RecordBatchWriter writer() {
    return writer;
  }

  RecordBatch batch() {
    return writer.batch();
  }

  /** For the dispatcher: whether it may be filled. */
  boolean isFree() {
    return holders.getAcquire() == 0;
  }

  /**
   * For the dispatcher, before it hands the batch to the first lane.
   *
   * @param before what happened between the batch before and this one
   */
  void holdBy(final int lanes, final List<TraceEvent> before) {
    events = before;
    holders.setPlain(lanes);
  }

  /** What happened between the batch before and this one. */
  List<TraceEvent> events() {
    return events;
  }

  /** For a lane that is done with it. */
  void release() {
    holders.decrementAndGet();
  }
}
