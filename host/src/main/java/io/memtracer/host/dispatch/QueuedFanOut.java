package io.memtracer.host.dispatch;

import io.memtracer.api.RecordBatchWriter;
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
    batch.holdBy(lanes.length);
    for (final LaneAgent lane : lanes) {
      lane.offer(batch);
    }
  }

  @Override
  public void end() {
    for (final LaneAgent lane : lanes) {
      lane.endInput();
    }
  }

  /** Nothing to do: each lane closes its analyzer itself. */
  @Override
  public void close() {}
}
