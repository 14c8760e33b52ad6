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
    return (task.addressSpace() & MASK) << SHIFT;
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
}
