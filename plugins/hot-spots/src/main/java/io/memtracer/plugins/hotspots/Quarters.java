package io.memtracer.plugins.hotspots;

/** Whose access it is, and which: four counters lie side by side. */
final class Quarters {

  /** Kernel loads, kernel stores, user loads, user stores. */
  static final int COUNT = 4;

  private static final int STORE_SHIFT = 5;
  private static final int CPL_SHIFT = 6;

  private Quarters() {}

  /** Which of the counters an access belongs to, without a branch. */
  static int of(final int word) {
    final int user = (word >>> CPL_SHIFT) & (word >>> (CPL_SHIFT + 1)) & 1;
    return (user << 1) | ((word >>> STORE_SHIFT) & 1);
  }
}
