package io.memtracer.plugins.support;

import io.memtracer.api.RecordWord;

/**
 * What is one instruction in a report: the word of its records, with the number of its program
 * where that has the vCPU, which doesn't matter. The kernel's code is the same whatever runs, and
 * has program 0.
 */
public final class InstructionKeys {

  private static final int PROGRAM_SHIFT = 8;

  /** The last program that keys have room for. */
  public static final int MAX_PROGRAM = 255;

  private static final long PROGRAM_BITS = (long) MAX_PROGRAM << PROGRAM_SHIFT;

  private InstructionKeys() {}

  /**
   * What {@link #of} needs to know of the program that runs.
   *
   * @param program from {@link Programs}
   * @return the same as for 0 if there is no room for the number: of more than 255 programs the
   *     later ones are taken for none
   */
  public static long programBits(final int program) {
    return program > MAX_PROGRAM ? 0 : (long) program << PROGRAM_SHIFT;
  }

  /**
   * The key of the instruction that made an access, without a branch.
   *
   * @param word its record's word 0
   * @param programBits from {@link #programBits}; 0 if programs don't matter
   * @return not 0; for {@link RecordWord} as good as a word, but for the vCPU
   */
  public static long of(final long word, final long programBits) {
    return withProgram(word, programBits & -RecordWord.userBit(word));
  }

  /**
   * The key of the instruction that made an access, but for the kernel's code, too, with the
   * program. Takes fewer steps; {@link #of} it is the key itself.
   *
   * @param word its record's word 0
   * @param programBits from {@link #programBits}
   * @return not 0
   */
  public static long withProgram(final long word, final long programBits) {
    return (word & ~PROGRAM_BITS) | programBits;
  }

  /**
   * The key of the same instruction where programs have other numbers.
   *
   * @param key from {@link #of}
   * @param numbers by the number that the key has, the other one
   * @return the other key
   */
  public static long renumbered(final long key, final int[] numbers) {
    return of(key, programBits(numbers[program(key)]));
  }

  /**
   * The program of an instruction.
   *
   * @param key from {@link #of}
   * @return a number of {@link Programs}
   */
  public static int program(final long key) {
    return RecordWord.vcpu(key);
  }
}
