package io.memtracer.host.parallel;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What an analyzer made of one piece of a trace.
 *
 * @param records how many it was given
 * @param state what it wrote down of itself; of no meaning if it failed
 * @param failure what it threw
 */
record Outcome(long records, ByteBuffer state, Optional<Throwable> failure) {

  /** Of one that found nothing, since it failed. */
  static Outcome failed(final long records, final Throwable failure) {
    return new Outcome(records, ByteBuffer.allocate(0), Optional.of(failure));
  }
}
