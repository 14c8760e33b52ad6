package io.memtracer.host.pipeline;

/** Which thread does what. */
public enum Threading {
  /** One thread reads, one drains the ring and calls every analyzer in turn. */
  SHARED,
  /** One thread reads, one drains the ring, and each analyzer has one of its own. */
  DEDICATED,
  /** The caller's thread does everything, step by step: for tests. */
  INVOKER
}
