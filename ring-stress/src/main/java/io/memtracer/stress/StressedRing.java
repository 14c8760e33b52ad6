package io.memtracer.stress;

import static org.agrona.concurrent.ringbuffer.RingBufferDescriptor.TRAILER_LENGTH;

import java.nio.ByteBuffer;
import org.agrona.BufferUtil;
import org.agrona.concurrent.ControlledMessageHandler.Action;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;

/**
 * A ring in memory that both sides see: the producer's {@code struct ring}, what it writes, and the
 * ring itself. A message is its number, six times: what is torn shows.
 */
final class StressedRing {

  /** Bytes for messages; a message takes at most an eighth. */
  private static final int CAPACITY = 512;

  /** With its header, a message takes 56 bytes: 9 fit, and the next leaves padding. */
  private static final int LONGS = 6;

  private static final int MESSAGE_BYTES = LONGS * Long.BYTES;
  private static final int STRUCT_OFFSET = CAPACITY + TRAILER_LENGTH;
  private static final int DATA_OFFSET = STRUCT_OFFSET + 4 * Long.BYTES;
  private static final int ALIGNMENT = 128;
  private static final int TORN = -1;

  /** Keeps the memory; nobody else does. */
  private final ByteBuffer memory =
      BufferUtil.allocateDirectAligned(DATA_OFFSET + MESSAGE_BYTES, ALIGNMENT);

  private final UnsafeBuffer bytes = new UnsafeBuffer(memory);
  private final OneToOneRingBuffer ring =
      new OneToOneRingBuffer(new UnsafeBuffer(bytes, 0, STRUCT_OFFSET));
  private int written;
  private int expected = 1;
  private boolean torn;

  StressedRing() {
    bytes.putLong(STRUCT_OFFSET, bytes.addressOffset());
    bytes.putLong(STRUCT_OFFSET + Long.BYTES, CAPACITY);
  }

  /** Writes the next message; for the producing actor. */
  boolean write() {
    for (int i = 0; i < LONGS; i++) {
      bytes.putLong(DATA_OFFSET + i * Long.BYTES, written + 1);
    }
    final boolean fits =
        Producer.ring_write(
                bytes.addressOffset() + STRUCT_OFFSET,
                bytes.addressOffset() + DATA_OFFSET,
                MESSAGE_BYTES)
            != 0;
    written += fits ? 1 : 0;
    return fits;
  }

  /**
   * Reads what is there, one message a call as the host does; for the consuming actor.
   *
   * @return how many messages were read so far, whole and in order; or {@link #TORN}
   */
  int read() {
    long before;
    do {
      before = ring.consumerPosition();
      // A read that moves on but hands over nothing has found padding.
      ring.controlledRead(this::check, 1);
    } while (ring.consumerPosition() != before && !torn);
    return torn ? TORN : expected - 1;
  }

  private Action check(
      final int type,
      final org.agrona.MutableDirectBuffer buffer,
      final int index,
      final int length) {
    boolean whole = type == 1 && length == MESSAGE_BYTES;
    for (int i = 0; whole && i < LONGS; i++) {
      whole = buffer.getLong(index + i * Long.BYTES) == expected;
    }
    torn |= !whole;
    expected++;
    return Action.CONTINUE;
  }

  /** Before the actors: as many messages are written and read. */
  StressedRing moved(final int messages) {
    for (int i = 0; i < messages; i++) {
      write();
      read();
    }
    return this;
  }

  /** Before the actors: no further message fits. */
  StressedRing filled() {
    int messages = 0;
    while (write()) {
      messages++;
      if (messages > CAPACITY / MESSAGE_BYTES) {
        throw new IllegalStateException("the ring takes more than it has room for");
      }
    }
    return this;
  }

  int written() {
    return written;
  }
}
