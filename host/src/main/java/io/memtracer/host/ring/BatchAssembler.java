package io.memtracer.host.ring;

import io.memtracer.api.Phase;
import io.memtracer.api.RecordBatchWriter;
import io.memtracer.api.Task;
import io.memtracer.api.TraceEvent;

/**
 * Fills batches with the records of blocks. A block of one vCPU, task and phase is never split:
 * when it doesn't fit, or is of others than the last one, the batch is delivered and the next one
 * begun.
 */
public final class BatchAssembler {

  private final BatchSink sink;
  private RecordBatchWriter current;

  public BatchAssembler(final BatchSink sink) {
    this.sink = sink;
  }

  /**
   * The batch to append a block's records to.
   *
   * @param records the most there can be in the block
   * @param vcpu whose they are
   * @param task which task it ran
   * @param phase in which phase
   * @return a batch with room for them, or null if all batches are in use
   * @throws IllegalStateException if no batch can hold them
   */
  public RecordBatchWriter room(
      final int records, final int vcpu, final Task task, final Phase phase) {
    if (current != null
        && (current.batch().vcpu() != vcpu
            || !current.batch().task().equals(task)
            || current.batch().phase().id() != phase.id()
            || current.batch().size() + records > current.capacity())) {
      flush();
    }
    if (current == null) {
      current = sink.tryAcquire();
    }
    if (current == null) {
      return null;
    }
    if (records > current.capacity()) {
      throw new DamagedStreamException(
          "a batch holds " + current.capacity() + " records, but a block has " + records);
    }
    current.of(vcpu, task, phase);
    return current;
  }

  /** Says that something happened behind the last record. */
  public void event(final TraceEvent event) {
    flush();
    sink.event(event);
  }

  /** Says that records follow which are looked at elsewhere. */
  public void elsewhere(final Stretch stretch) {
    flush();
    sink.elsewhere(stretch);
  }

  /** Delivers what has gathered, if anything. */
  public int flush() {
    final RecordBatchWriter filled = current;
    if (filled == null || filled.batch().size() == 0) {
      return 0;
    }
    current = null;
    sink.deliver(filled);
    return 1;
  }
}
