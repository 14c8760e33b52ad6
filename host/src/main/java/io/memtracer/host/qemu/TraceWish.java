package io.memtracer.host.qemu;

import io.memtracer.api.Sampling;

/**
 * What the plugin is asked to do.
 *
 * @param armed whether to trace at all
 * @param userOnly trace only CPL 3
 * @param sampling which part of the accesses to trace
 * @param dropWhenFull drop and count records when nobody reads fast enough, instead of waiting
 */
public record TraceWish(boolean armed, boolean userOnly, Sampling sampling, boolean dropWhenFull) {

  /** Don't trace. */
  public static final TraceWish OFF = new TraceWish(false, false, Sampling.ALL, false);

  /** Trace everything, lose nothing. */
  public static final TraceWish ALL = new TraceWish(true, false, Sampling.ALL, false);
}
