package io.memtracer.plugins.tlb;

import io.memtracer.plugins.support.AddressSpaces;

/**
 * Tags of pages: their number, for user pages with the address space in it, their size, and whether
 * they are global: the kernel's, which are the same in all address spaces.
 */
final class Pages {

  private static final int LARGE_SHIFT = 1;
  private static final int GLOBAL_SHIFT = 2;
  private static final int NUMBER_SHIFT = 3;
  private static final long VALID = 1;

  private Pages() {}

  static int shift(final int large) {
    return PageSizes.SMALL_SHIFT + large * PageSizes.LARGE_MORE;
  }

  /** The tag of the page of an address that was told apart. */
  static long tag(final long apart, final int large) {
    return apart >>> shift(large) << NUMBER_SHIFT
        | apart >>> (Long.SIZE - 1) << GLOBAL_SHIFT
        | (long) large << LARGE_SHIFT
        | VALID;
  }

  static int large(final long tag) {
    return (int) (tag >>> LARGE_SHIFT) & 1;
  }

  /** Whether it is a user page of an address space, as {@link AddressSpaces#kept} has it. */
  static boolean isOf(final long tag, final long space) {
    return (tag >>> GLOBAL_SHIFT & 1) == 0
        && AddressSpaces.spaceOf(tag >>> NUMBER_SHIFT << shift(large(tag))) == space;
  }
}
