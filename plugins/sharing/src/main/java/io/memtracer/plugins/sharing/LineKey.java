package io.memtracer.plugins.sharing;

/**
 * Keys of lines: their number, and for user addresses the address space, since the same address in
 * another one is other memory.
 */
final class LineKey {

  private static final int USER_BITS = 47;
  private static final int SPACE_SHIFT = 42;
  private static final int SPACE_MASK = (1 << 16) - 1;
  private static final long USER = 1L << 63;

  private LineKey() {}

  /** What the keys of user lines have besides the number. */
  static long space(final int addressSpace) {
    return USER | ((long) (addressSpace & SPACE_MASK) << SPACE_SHIFT);
  }

  /** The key of the line at an address, that all of its bytes have. */
  static long of(final long address, final int lineShift, final long space) {
    final long onesIfUser = ((address >>> USER_BITS) - 1) >> (Long.SIZE - 1);
    return (address >>> lineShift) | (space & onesIfUser);
  }

  /** The address space of a key, as far as it is kept; -1 if it is none of user lines. */
  static int spaceOf(final long key) {
    return key < 0 ? (int) (key >>> SPACE_SHIFT) & SPACE_MASK : -1;
  }

  /** An address space, as far as keys keep it. */
  static int kept(final int addressSpace) {
    return addressSpace & SPACE_MASK;
  }

  /** The first address of a line. */
  static long address(final long key, final int lineShift) {
    return (key < 0 ? key & ((1L << SPACE_SHIFT) - 1) : key) << lineShift;
  }
}
