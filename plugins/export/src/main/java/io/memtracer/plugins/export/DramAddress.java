package io.memtracer.plugins.export;

/** Addresses for simulators of memory, which know none of a kernel's half of the virtual ones. */
final class DramAddress {

  private static final int BITS = 48;

  private DramAddress() {}

  /** The bits that our guests use: what is left of a kernel's address is no user's. */
  static long of(final long address) {
    return address & ((1L << BITS) - 1);
  }
}
