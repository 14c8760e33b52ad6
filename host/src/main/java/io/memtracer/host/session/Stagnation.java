package io.memtracer.host.session;

import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Notices that records which QEMU says it has handed over don't arrive, though nothing keeps us
 * from taking them: what it wrote is damaged, and without this both sides would wait for ever.
 *
 * <p>Used by one thread.
 */
final class Stagnation {

  static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private long sinceNanos;
  private long readBefore = -1;

  /**
   * Looks, about ten times a second.
   *
   * @param written records that QEMU says it has written
   * @param read those that arrived
   * @param excused whether an analyzer is at work, or QEMU is suspended
   * @return what is wrong, once it has been so for long
   */
  Optional<String> look(
      final long nowNanos, final long written, final long read, final boolean excused) {
    if (written <= read || read != readBefore || excused) {
      readBefore = read;
      sinceNanos = nowNanos;
      return Optional.empty();
    }
    return nowNanos - sinceNanos < PATIENCE_NANOS
        ? Optional.empty()
        : Optional.of(
            "QEMU says that it wrote %d records, but only %d arrived, and none for %d s"
                .formatted(written, read, TimeUnit.NANOSECONDS.toSeconds(PATIENCE_NANOS)));
  }
}
