package io.memtracer.host.dispatch;

import io.memtracer.api.EndOfTrace;
import io.memtracer.api.RecordBatchWriter;
import io.memtracer.api.TraceEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Every analyzer on a thread of its own. Batches come from a small pool and are passed by
 * reference; all lanes take them in the order in which they were filled, so the pool is used round
 * and round, and while the next batch is still held by the slowest lane the ring has to wait.
 */
final class QueuedFanOut implements FanOut {

  private final LaneAgent[] lanes;
  private final PooledBatch[] pool;
  private final List<TraceEvent> events = new ArrayList<>();
  private int next;

  QueuedFanOut(final List<LaneAgent> lanes, final int poolSize, final int batchRecords) {
    this.lanes = lanes.toArray(LaneAgent[]::new);
    pool =
        Stream.generate(() -> new PooledBatch(batchRecords))
            .limit(poolSize)
            .toArray(PooledBatch[]::new);
  }

  /** Nothing to do: each lane starts its analyzer itself. */
  @Override
  public void start() {}

  @Override
  public RecordBatchWriter tryAcquire() {
    final PooledBatch batch = pool[next];
    if (!batch.isFree()) {
      return null;
    }
    batch.writer().clear(0);
    return batch.writer();
  }

  @Override
  public void deliver(final RecordBatchWriter filled) {
    final PooledBatch batch = pool[next];
    next = next + 1 == pool.length ? 0 : next + 1;
    batch.holdBy(lanes.length, takeEvents());
    for (final LaneAgent lane : lanes) {
      lane.offer(batch);
    }
  }

  /** Kept for the next batch, which takes it along. */
  @Override
  public void event(final TraceEvent event) {
    events.add(event);
  }

  private List<TraceEvent> takeEvents() {
    if (events.isEmpty()) {
      return List.of();
    }
    final List<TraceEvent> taken = List.copyOf(events);
    events.clear();
    return taken;
  }

  @Override
  public void end(final EndOfTrace end) {
    final List<TraceEvent> last = takeEvents();
    for (final LaneAgent lane : lanes) {
      lane.endInput(last, end);
    }
  }

  /** Nothing to do: each lane closes its analyzer itself. */
  @Override
  public void close() {}
}
