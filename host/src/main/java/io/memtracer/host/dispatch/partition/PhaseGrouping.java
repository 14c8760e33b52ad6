package io.memtracer.host.dispatch.partition;

import io.memtracer.api.Phase;

/**
 * What parts of phases are called.
 *
 * <p>Not thread-safe.
 */
final class PhaseGrouping {

  private final KeysOfNames keys = new KeysOfNames("phase");
  private final boolean wanted;
  private int last;
  private String keyOfLast = "";

  PhaseGrouping(final boolean wanted) {
    this.wanted = wanted;
  }

  /** Begins the keys of its sections; empty outside of all phases, or if they don't matter. */
  String keyOf(final Phase phase) {
    if (wanted && phase.id() != last) {
      last = phase.id();
      keyOfLast = last == 0 ? "" : keys.of(Integer.toString(last), phase.name());
    }
    return keyOfLast;
  }
}
