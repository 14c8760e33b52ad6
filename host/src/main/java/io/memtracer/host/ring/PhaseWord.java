package io.memtracer.host.ring;

import io.memtracer.api.Phase;
import io.memtracer.api.TraceEvent;

/** A word among site records that is about a phase, as docs/wire-formats.md lays it out. */
final class PhaseWord {

  private static final int IS = 6;
  private static final int BEGUN = 7;
  private static final int ENDED = 8;

  private PhaseWord() {}

  /** Whether it is one. */
  static boolean isOne(final long word) {
    return AsideWord.kind(word) >= IS && AsideWord.kind(word) <= ENDED;
  }

  /** Whether the accesses from here on are in the phase. */
  static boolean is(final long word) {
    return AsideWord.kind(word) == IS;
  }

  /** What happened to the phase, if that isn't it; the ordinal is to be set. */
  static TraceEvent event(final long word, final Phase phase) {
    return AsideWord.kind(word) == BEGUN
        ? new TraceEvent.PhaseBegin(0, phase)
        : new TraceEvent.PhaseEnd(0, phase);
  }
}
