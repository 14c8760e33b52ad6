package io.memtracer.host.foreign;

import io.memtracer.api.RecordWord;

/** Makes records' words of what formats tell. */
final class Words {

  /** The largest access of a record is 2 to the power of this. */
  private static final int MOST_LOG2 = 7;

  private static final int KERNEL = 0;
  private static final int USER = 3;

  private Words() {}

  /**
   * The word of an access on vCPU 0, since nobody knows better: by the kernel, if the instruction
   * is in its half of the addresses, and otherwise by user code.
   *
   * @param bytes at least 1; what is no power of two gets the next one, up to 128
   */
  static long word(final long pc, final boolean store, final long bytes) {
    return word(pc, pc < 0 ? KERNEL : USER, store, bytes);
  }

  /** The same of code at a privilege level that is known. */
  static long word(final long pc, final int cpl, final boolean store, final long bytes) {
    final int log2 = Long.SIZE - Long.numberOfLeadingZeros(bytes - 1);
    return RecordWord.of(pc, 0, cpl, store, Math.min(log2, MOST_LOG2));
  }
}
