package io.memtracer.host.dispatch;

import io.memtracer.api.EndOfTrace;
import io.memtracer.api.RecordBatchWriter;
import io.memtracer.api.TraceEvent;
import io.memtracer.host.ring.Stretch;
import java.util.List;

/** Every analyzer in turn, on the thread that drains the ring. */
final class InPlaceFanOut implements FanOut {

  private final AnalyzerLane[] lanes;
  private final RecordBatchWriter batch;

  InPlaceFanOut(final List<AnalyzerLane> lanes, final int batchRecords) {
    this.lanes = lanes.toArray(AnalyzerLane[]::new);
    batch = new RecordBatchWriter(batchRecords);
  }

  @Override
  public void start() {
    for (final AnalyzerLane lane : lanes) {
      lane.start();
    }
  }

  @Override
  public RecordBatchWriter tryAcquire() {
    batch.clear(0);
    return batch;
  }

  @Override
  public void deliver(final RecordBatchWriter filled) {
    for (final AnalyzerLane lane : lanes) {
      lane.deliver(filled.batch());
    }
  }

  @Override
  public void event(final TraceEvent event) {
    for (final AnalyzerLane lane : lanes) {
      lane.event(event);
    }
  }

  @Override
  public void snapshot() {
    for (final AnalyzerLane lane : lanes) {
      lane.snapshot();
    }
  }

  @Override
  public void elsewhere(final Stretch stretch) {
    for (final AnalyzerLane lane : lanes) {
      lane.elsewhere(stretch);
    }
  }

  @Override
  public void end(final EndOfTrace end) {
    for (final AnalyzerLane lane : lanes) {
      lane.end(end);
    }
  }

  @Override
  public void close() {
    for (final AnalyzerLane lane : lanes) {
      lane.close();
    }
  }
}
