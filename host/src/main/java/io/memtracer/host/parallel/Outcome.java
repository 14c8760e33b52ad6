package io.memtracer.host.parallel;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What an analyzer made of one piece of a trace.
 *
 * @param state what it wrote down of itself; of no meaning if it failed
 * @param failure what it threw
 */
public record Outcome(ByteBuffer state, Optional<Throwable> failure) {

  /** Of one that found nothing, since it failed. */
  static Outcome failed(final Throwable failure) {
    return new Outcome(ByteBuffer.allocate(0), Optional.of(failure));
  }
}
