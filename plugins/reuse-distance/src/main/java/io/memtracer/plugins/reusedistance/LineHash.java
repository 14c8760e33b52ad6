package io.memtracer.plugins.reusedistance;

import io.memtracer.api.RecordBatch;
import io.memtracer.plugins.support.AddressSpaces;

/**
 * Chance that is the same for each use of a line, and another one in another address space. Which
 * half of the addresses a line is in has no part in it.
 */
final class LineHash {

  /** Values are below 2 to the power of this. */
  static final int BITS = 24;

  static final long VALUES = 1L << BITS;

  private static final int GROUP_BITS = 4;

  /** Sets into which lines are divided, whether they are sampled or not. */
  static final int GROUPS = 1 << GROUP_BITS;

  /** The constants of D. Stafford's 13th variant of MurmurHash3's finalizer. */
  private static final long FIRST = 0xbf58_476d_1ce4_e5b9L;

  private static final long SECOND = 0x94d0_49bb_1331_11ebL;

  /** Bits of an address that the kernel's have, and user memory's address space is in. */
  private static final long UPPER_BITS = -1L << 47;

  private final long salt;
  private final int lineShift;
  private final long upper;

  /**
   * Makes a hash.
   *
   * @param seed another one chooses other lines
   * @param lineShift log2 of the bytes in a line
   */
  LineHash(final long seed, final int lineShift) {
    this.lineShift = lineShift;
    upper = UPPER_BITS >>> lineShift;
    salt = (seed + 1) * SECOND;
  }

  /** All bits, of which {@link #value} and {@link #group} are parts. */
  long mix(final long line) {
    final long kernels = upper & (line << lineShift >> (Long.SIZE - 1));
    long mixed = (line ^ kernels ^ salt) * FIRST;
    mixed = (mixed ^ (mixed >>> 29)) * SECOND;
    return mixed ^ (mixed >>> 32);
  }

  /**
   * The values of the lines in which accesses begin. The JIT makes vector instructions of a loop
   * that reads one array and writes another one, at the same index.
   *
   * @param space for {@link AddressSpaces#apart}
   * @param values where they go
   */
  void values(final RecordBatch batch, final long space, final long[] values) {
    final int shift = lineShift;
    final long kernels = upper ^ salt;
    final long users = (space >>> shift) ^ salt;
    final long both = kernels ^ users;
    final int count = batch.size();
    for (int i = 0; i < count; i++) {
      final long address = batch.address(i);
      final long key = (address >>> shift) ^ kernels ^ (both & ~(address >> (Long.SIZE - 1)));
      final long mixed = key * FIRST;
      values[i] = ((mixed ^ (mixed >>> 29)) * SECOND) >>> (Long.SIZE - BITS);
    }
  }

  static long value(final long mixed) {
    return mixed >>> (Long.SIZE - BITS);
  }

  static int group(final long mixed) {
    return (int) mixed & (GROUPS - 1);
  }
}
