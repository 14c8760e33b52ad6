package io.memtracer.api;

/**
 * Where an access went in the machine's physical memory, as 64 bits: its {@linkplain #address
 * address}, which has at most 52, and whether a device was there instead of memory.
 *
 * <p>It is that of the access's first byte. An access that goes over the end of a page of 4 KiB
 * goes on at another page, of which nothing is said.
 */
public final class PhysicalAddress {

  /** Nobody said where the access went. */
  public static final long UNKNOWN = -1;

  private static final long DEVICE = 1L << 62;
  private static final long ADDRESS_MASK = (1L << 52) - 1;

  private PhysicalAddress() {}

  /**
   * Puts one together.
   *
   * @param address at most 52 bits of it are kept
   * @param device whether it is a device's
   * @return never {@link #UNKNOWN}
   */
  public static long of(final long address, final boolean device) {
    return (address & ADDRESS_MASK) | (device ? DEVICE : 0);
  }

  /**
   * Whether it is known at all. QEMU, asked in the middle of an access, has always said where that
   * went, as far as is known; if it doesn't, this is how that shows.
   *
   * @param physical as a batch has it
   * @return false if there is no address in it
   */
  public static boolean isKnown(final long physical) {
    return physical >= 0;
  }

  /**
   * Whether a device was accessed (memory-mapped input and output), and no memory.
   *
   * @param physical as a batch has it
   * @return false also if nothing is known
   */
  public static boolean isDevice(final long physical) {
    return physical >= DEVICE;
  }

  /**
   * The address itself.
   *
   * @param physical one that is known
   * @return bytes from the beginning of the machine's physical address space
   */
  public static long address(final long physical) {
    return physical & ADDRESS_MASK;
  }
}
