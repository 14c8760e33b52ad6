package io.memtracer.host.recording.read;

/**
 * Which records of a trace.
 *
 * @param from the first, counted from 0
 * @param to behind the last; {@link Long#MAX_VALUE} for all there are
 */
public record Range(long from, long to) {

  /** All of them. */
  public static final Range ALL = new Range(0, Long.MAX_VALUE);

  /** Whether none is left out. */
  public boolean isAll() {
    return equals(ALL);
  }
}
