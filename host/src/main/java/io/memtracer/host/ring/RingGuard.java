package io.memtracer.host.ring;

import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;

/**
 * Makes sure of what a ring says: whoever writes it is another process, and may be wrong.
 *
 * <p>Used by the thread that reads the ring.
 */
final class RingGuard {

  private final OneToOneRingBuffer ring;
  private long position;

  RingGuard(final OneToOneRingBuffer ring) {
    this.ring = ring;
    position = ring.consumerPosition();
  }

  /**
   * Before a message is read: where we are is in memory that others can write, but only we move.
   */
  void requireOurPosition() {
    final long said = ring.consumerPosition();
    if (said != position) {
      throw new DamagedStreamException(
          "the ring's reader is at %d, but the ring says that it is at %d"
              .formatted(position, said));
    }
  }

  /** Afterwards: whether we moved on, which is never beyond the ring's end. */
  boolean hasMoved() {
    final long before = position;
    position = ring.consumerPosition();
    final long moved = position - before;
    if (moved < 0 || moved > ring.capacity() - (before & (ring.capacity() - 1))) {
      throw new DamagedStreamException(BoundedBuffer.TOO_LONG);
    }
    return moved > 0;
  }

  void requirePossible(final int typeId, final int index, final int length) {
    if (typeId != SharedRing.SITE_RECORDS) {
      throw new DamagedStreamException("the ring holds a message of unknown type " + typeId);
    }
    if (length < 0 || length % SiteRecordDecoder.RECORD_BYTES != 0) {
      throw new DamagedStreamException(
          "a message must be of whole records of 8 bytes, but is " + length + " bytes long");
    }
    if (index % Long.BYTES != 0 || length > ring.capacity() - index) {
      throw new DamagedStreamException(
          "a message of %d bytes can't be at %d of %d".formatted(length, index, ring.capacity()));
    }
  }
}
