package io.memtracer.plugins.hotspots;

import io.memtracer.api.RecordWord;
import io.memtracer.plugins.support.Kinds;

/** Whose access it is, and which: four counters lie side by side. */
final class Quarters {

  /** Kernel loads, kernel stores, user loads, user stores. */
  static final int COUNT = 4;

  private Quarters() {}

  /** Which of the counters an access belongs to, without a branch. */
  static long of(final long word) {
    return (RecordWord.userBit(word) << 1) | (word >>> Kinds.SHIFT & 1);
  }
}
