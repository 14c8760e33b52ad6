package io.memtracer.host.ring;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.memtracer.api.RecordBatchWriter;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.ControlledMessageHandler;

/**
 * Fills batches with the records of blocks. A block is never split: when it doesn't fit, the batch
 * is delivered and the next one begun.
 */
public final class BatchAssembler implements ControlledMessageHandler {

  private final BatchSink sink;
  private RecordBatchWriter current;

  public BatchAssembler(final BatchSink sink) {
    this.sink = sink;
  }

  /** Decodes one block; called by the ring. */
  @Override
  public Action onMessage(
      final int typeId, final MutableDirectBuffer buffer, final int index, final int length) {
    if (typeId != RecordRing.RECORDS) {
      throw new IllegalStateException("the ring holds a block of unknown type " + typeId);
    }
    final int count = buffer.getInt(index, LITTLE_ENDIAN) / RecordDecoder.RECORD_BYTES;
    if (!makeRoom(count)) {
      return Action.ABORT;
    }
    RecordDecoder.decode(buffer, index + RecordRing.BLOCK_HEADER_BYTES, count, current);
    return Action.CONTINUE;
  }

  private boolean makeRoom(final int count) {
    if (current != null && current.batch().size() + count > current.capacity()) {
      flush();
    }
    if (current == null) {
      current = sink.tryAcquire();
    }
    return current != null;
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
