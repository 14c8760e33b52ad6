package io.memtracer.plugins.support;

import io.memtracer.api.Task;

/**
 * Tells equal addresses of different address spaces apart, in a loop over a batch whose task is
 * known:
 *
 * <pre>{@code
 * final long space = AddressSpaces.of(batch.task());
 * for (int i = 0; i < batch.size(); i++) {
 *   final long address = AddressSpaces.apart(batch.address(i), space);
 * }
 * }</pre>
 *
 * <p>The number of the space goes into bits that addresses of user memory don't have, as long as
 * they are of 47 bits; what the kernel has is the same for all and stays as it is. Neighbours stay
 * neighbours. Of more than 65,535 address spaces some are taken for one.
 */
public final class AddressSpaces {

  private static final int SHIFT = 47;
  private static final long MASK = 0xffff;

  private AddressSpaces() {}

  /**
   * What {@link #apart} needs to know of a task.
   *
   * @param task who makes the accesses
   * @return 0 if its address space isn't known
   */
  public static long of(final Task task) {
    return kept(task.addressSpace()) << SHIFT;
  }

  /**
   * An address that no other space has, without a branch.
   *
   * @param address of the access
   * @param space from {@link #of}
   * @return the address, with the space in it if it is one of user memory
   */
  public static long apart(final long address, final long space) {
    return address ^ (space & ~(address >> (Long.SIZE - 1)));
  }

  /**
   * An address space, as far as addresses keep it.
   *
   * @param addressSpace of a task
   * @return what {@link #spaceOf} returns for its user addresses
   */
  public static long kept(final int addressSpace) {
    return addressSpace & MASK;
  }

  /**
   * Which space an address has in it.
   *
   * @param apart from {@link #apart}
   * @return 0 if that isn't known, and in the kernel's half
   */
  public static long spaceOf(final long apart) {
    return apart < 0 ? 0 : apart >>> SHIFT;
  }

  /**
   * The address, without the space in it.
   *
   * @param apart from {@link #apart}
   * @return what the access had, if it was one of user memory or the kernel's
   */
  public static long address(final long apart) {
    return apart < 0 ? apart : apart & ((1L << SHIFT) - 1);
  }
}
