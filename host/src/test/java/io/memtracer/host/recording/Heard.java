package io.memtracer.host.recording;

import io.memtracer.api.RecordBatchWriter;
import io.memtracer.api.TraceEvent;
import io.memtracer.host.ring.BatchAssembler;
import io.memtracer.host.ring.BatchSink;
import io.memtracer.host.ring.BatchSource;
import java.util.ArrayList;
import java.util.List;

/** Everything that came, in its order: each record with whose it is, each event at its ordinal. */
final class Heard implements BatchSink {

  private static final int BATCH_RECORDS = 1 << 16;

  private final RecordBatchWriter writer = new RecordBatchWriter(BATCH_RECORDS);
  private final List<Object> all = new ArrayList<>();
  private long records;

  /** A record with whose it is. */
  record One(long word, long address, long physical, int vcpu, Object task, Object phase) {}

  /** Takes all that there is. */
  Heard drain(final BatchSource source) {
    final BatchAssembler assembler = new BatchAssembler(this);
    while (source.drain(assembler) > 0 || assembler.flush() > 0) {
      Thread.onSpinWait();
    }
    return this;
  }

  List<Object> all() {
    return all;
  }

  long records() {
    return records;
  }

  @Override
  public RecordBatchWriter tryAcquire() {
    writer.clear(0);
    return writer;
  }

  @Override
  public void deliver(final RecordBatchWriter batch) {
    for (int i = 0; i < batch.batch().size(); i++) {
      all.add(
          new One(
              batch.batch().word(i),
              batch.batch().address(i),
              batch.batch().physical(i),
              batch.batch().vcpu(),
              batch.batch().task(),
              batch.batch().phase()));
      records++;
    }
  }

  @Override
  public void event(final TraceEvent event) {
    all.add(event.at(records));
  }
}
