package io.memtracer.plugins.hotspots;

import io.memtracer.plugins.support.Programs;

/**
 * Keys of blocks of lines, and of lines: their number, and of user addresses the program, since
 * each program has its own memory there. What is in the kernel's half is the same for all.
 */
final class LineKeys {

  /** Addresses of user code have no more bits than this. */
  private static final int USER_BITS = 47;

  /** In the key of a block, behind all bits of user addresses. */
  private static final int PROGRAM_SHIFT = 48;

  /** In front of the number of any block: that has 54 bits at most. */
  private static final int FRONT_SHIFT = 56;

  private static final int PROGRAM_MASK = 0xff;

  private final int lineShift;
  private final Programs programs;

  LineKeys(final int lineBytes, final Programs programs) {
    lineShift = Integer.numberOfTrailingZeros(lineBytes);
    this.programs = programs;
  }

  /** What the key of a block has besides its number; later programs than fit are taken for none. */
  static long program(final int number) {
    return number > PROGRAM_MASK ? 0 : (long) number << PROGRAM_SHIFT;
  }

  /**
   * The key of the same block where programs have other numbers.
   *
   * @param numbers by the number that the key has, the other one
   */
  long renumbered(final long block, final int[] numbers) {
    final int here = programOf(block << Lines.BLOCK_LOG2);
    return here == 0 || here >= numbers.length
        ? block
        : block ^ program(here) ^ program(numbers[here]);
  }

  /** What stands in front of a block's number if the program counts in the kernel's half, too. */
  static long inFront(final int number) {
    return program(number) << (FRONT_SHIFT - PROGRAM_SHIFT);
  }

  /** Which line of its block it is. */
  static int inBlock(final long line) {
    return (int) line & ((1 << Lines.BLOCK_LOG2) - 1);
  }

  /** All bits set for a user address, none for others. */
  private static long onesIfUser(final long address) {
    return ((address >>> USER_BITS) - 1) >> (Long.SIZE - 1);
  }

  /** The key of a line. */
  long key(final long address, final int programNumber) {
    final long line = address >>> lineShift;
    final long block = line >>> Lines.BLOCK_LOG2 | (program(programNumber) & onesIfUser(address));
    return block << Lines.BLOCK_LOG2 | inBlock(line);
  }

  /** The program that a line's key has; 0 in the kernel's half. */
  int programOf(final long lineKey) {
    final long block = lineKey >>> Lines.BLOCK_LOG2;
    final long number = block & (program(1) - 1);
    final boolean isUser = number >>> (USER_BITS - lineShift - Lines.BLOCK_LOG2) == 0;
    final int program = (int) (block >>> PROGRAM_SHIFT) & PROGRAM_MASK;
    // Else these are bits of an address that no machine has.
    return isUser && program < programs.size() ? program : 0;
  }

  /** The address of a line. */
  long address(final long lineKey) {
    return (lineKey & ~(program(programOf(lineKey)) << Lines.BLOCK_LOG2)) << lineShift;
  }
}
