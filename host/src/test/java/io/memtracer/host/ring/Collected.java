package io.memtracer.host.ring;

import io.memtracer.api.Phase;
import io.memtracer.api.RecordBatchWriter;
import io.memtracer.api.Task;
import io.memtracer.api.TraceEvent;
import java.util.ArrayList;
import java.util.List;

/** Keeps the records of all batches, and can pretend that no batch is free. */
final class Collected implements BatchSink {

  final List<Long> words = new ArrayList<>();
  final List<Long> addresses = new ArrayList<>();
  final List<Long> physical = new ArrayList<>();
  final List<Task> tasks = new ArrayList<>();
  final List<Phase> phases = new ArrayList<>();
  final List<TraceEvent> events = new ArrayList<>();
  boolean refuse;
  private final RecordBatchWriter writer;

  Collected(final int batchRecords) {
    writer = new RecordBatchWriter(batchRecords);
  }

  @Override
  public RecordBatchWriter tryAcquire() {
    writer.clear(0);
    return refuse ? null : writer;
  }

  @Override
  public void event(final TraceEvent event) {
    events.add(event.at(words.size()));
  }

  @Override
  public void deliver(final RecordBatchWriter batch) {
    for (int i = 0; i < batch.batch().size(); i++) {
      words.add(batch.batch().word(i));
      addresses.add(batch.batch().address(i));
      physical.add(batch.batch().physical(i));
      tasks.add(batch.batch().task());
      phases.add(batch.batch().phase());
    }
  }
}
