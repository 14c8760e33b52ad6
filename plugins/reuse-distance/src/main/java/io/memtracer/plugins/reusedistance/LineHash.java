package io.memtracer.plugins.reusedistance;

/**
 * Chance that is the same for each use of a line. The upper bits of an address, that tell user from
 * kernel, have no part in it.
 */
final class LineHash {

  /** Values are below 2 to the power of this. */
  static final int BITS = 24;

  static final long VALUES = 1L << BITS;

  private static final int GROUP_BITS = 4;

  /** Sets into which lines are divided, whether they are sampled or not. */
  static final int GROUPS = 1 << GROUP_BITS;

  /** Bits of an address in which both halves of the address space are alike. */
  private static final int ADDRESS_BITS = 47;

  /** The constants of D. Stafford's 13th variant of MurmurHash3's finalizer. */
  private static final long FIRST = 0xbf58_476d_1ce4_e5b9L;

  private static final long SECOND = 0x94d0_49bb_1331_11ebL;

  private final long salt;
  private final int unused;

  /**
   * Makes a hash.
   *
   * @param seed another one chooses other lines
   * @param lineShift log2 of the bytes in a line
   */
  LineHash(final long seed, final int lineShift) {
    salt = (seed + 1) * SECOND;
    unused = Long.SIZE - ADDRESS_BITS + lineShift;
  }

  /** All bits, of which {@link #value} and {@link #group} are parts. */
  long mix(final long line) {
    long mixed = ((line << unused >>> unused) ^ salt) * FIRST;
    mixed = (mixed ^ (mixed >>> 29)) * SECOND;
    return mixed ^ (mixed >>> 32);
  }

  static long value(final long mixed) {
    return mixed >>> (Long.SIZE - BITS);
  }

  static int group(final long mixed) {
    return (int) mixed & (GROUPS - 1);
  }
}
