package io.memtracer.api;

/**
 * The layout of a record's word 0, everything about an access but its address.
 *
 * <pre>
 *   63 62                        16 15       8 7   6  5   4   3  2    0
 *  +--+----------------------------+----------+-----+---+---+---+------+
 *  | 1| PC, low 47 bits            | vCPU     | CPL | S | B | X | size |
 *  +--+----------------------------+----------+-----+---+---+---+------+
 *   S store, B big endian, X load sign-extends, size: log2 of the bytes
 * </pre>
 *
 * <p>The methods are static and tiny: in a loop over a batch the JIT compiler turns them into a
 * shift and a mask.
 */
public final class RecordWord {

  /** Bit 63, set in every record. */
  public static final long VALID = 1L << 63;

  private static final int SIGN_EXTENDED_SHIFT = 3;
  private static final int BIG_ENDIAN_SHIFT = 4;
  private static final int STORE_SHIFT = 5;
  private static final int CPL_SHIFT = 6;
  private static final int VCPU_SHIFT = 8;
  private static final int PC_SHIFT = 16;
  private static final long PC_MASK = (1L << 47) - 1;

  private RecordWord() {}

  /**
   * Puts a word together.
   *
   * @param pc address of the accessing instruction, of which the low 47 bits are kept
   * @param vcpu 0 to 255
   * @param cpl current privilege level, 0 to 3
   * @param store true for a store
   * @param sizeLog2 log2 of the size in bytes, 0 to 7
   * @return the word, little endian, not sign-extended
   */
  public static long of(
      final long pc, final int vcpu, final int cpl, final boolean store, final int sizeLog2) {
    return VALID
        | (pc & PC_MASK) << PC_SHIFT
        | (vcpu & 0xffL) << VCPU_SHIFT
        | (cpl & 3L) << CPL_SHIFT
        | (store ? 1L << STORE_SHIFT : 0)
        | (sizeLog2 & 7L);
  }

  /**
   * Size of the access.
   *
   * @param word a record's word 0
   * @return bytes, 1 to 128
   */
  public static int size(final long word) {
    return 1 << (int) (word & 7);
  }

  /**
   * Whether a load sign-extends what it read.
   *
   * @param word a record's word 0
   * @return true if so
   */
  public static boolean isSignExtended(final long word) {
    return (word >>> SIGN_EXTENDED_SHIFT & 1) != 0;
  }

  /**
   * Whether the access is big endian (on x86: {@code movbe}).
   *
   * @param word a record's word 0
   * @return true if so
   */
  public static boolean isBigEndian(final long word) {
    return (word >>> BIG_ENDIAN_SHIFT & 1) != 0;
  }

  /**
   * Store or load.
   *
   * @param word a record's word 0
   * @return true for a store
   */
  public static boolean isStore(final long word) {
    return (word >>> STORE_SHIFT & 1) != 0;
  }

  /**
   * Privilege level of the code that made the access.
   *
   * @param word a record's word 0
   * @return 0 (kernel) to 3 (user)
   */
  public static int cpl(final long word) {
    return (int) (word >>> CPL_SHIFT) & 3;
  }

  /**
   * Whether user code made the access.
   *
   * @param word a record's word 0
   * @return true for CPL 3
   */
  public static boolean isUser(final long word) {
    return cpl(word) == 3;
  }

  /**
   * The same as a number, for adding up without a branch.
   *
   * @param word a record's word 0
   * @return 1 for CPL 3, else 0
   */
  public static long userBit(final long word) {
    return word >>> CPL_SHIFT & word >>> (CPL_SHIFT + 1) & 1;
  }

  /**
   * The vCPU that made the access.
   *
   * @param word a record's word 0
   * @return 0 to 255
   */
  public static int vcpu(final long word) {
    return (int) (word >>> VCPU_SHIFT) & 0xff;
  }

  /**
   * Address of the accessing instruction. A record keeps 47 bits of it; the upper ones are zero for
   * user code and one for kernel code, as x86-64 Linux lays out its address space.
   *
   * @param word a record's word 0
   * @return the virtual address
   */
  public static long pc(final long word) {
    final long low = word >>> PC_SHIFT & PC_MASK;
    final long onesIfKernel = (long) (cpl(word) - 3) >> 63;
    return low | (onesIfKernel & ~PC_MASK);
  }
}
