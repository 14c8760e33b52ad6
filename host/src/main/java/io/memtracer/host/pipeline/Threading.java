package io.memtracer.host.pipeline;

/** Which thread does what. */
public enum Threading {
  /** One thread reads, one drains the ring and calls every analyzer in turn. */
  SHARED,
  /** One thread reads, one drains the ring, and each analyzer has one of its own. */
  DEDICATED,
  /** The caller's thread does everything, step by step: for tests. */
  INVOKER;

  /** Threads of their own for all analyzers, or one for all. */
  public static Threading of(final boolean dedicated) {
    return dedicated ? DEDICATED : SHARED;
  }
}
