package io.memtracer.host.ring;

import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A ring's memory whose headers can't make anybody read beside it. Agrona's own checks are off
 * where speed matters, and its ring adds up lengths that somebody else wrote; these are asked for
 * once a message.
 */
final class BoundedBuffer extends UnsafeBuffer {

  static final String TOO_LONG = "the lengths of messages add up to more than the ring";

  BoundedBuffer(final ByteBuffer memory) {
    super(memory);
  }

  @Override
  public int getIntVolatile(final int index) {
    return super.getIntVolatile(within(index));
  }

  @Override
  public int getInt(final int index) {
    return super.getInt(within(index));
  }

  private int within(final int index) {
    if (index < 0 || index > capacity() - Integer.BYTES) {
      throw new DamagedStreamException(TOO_LONG);
    }
    return index;
  }
}
