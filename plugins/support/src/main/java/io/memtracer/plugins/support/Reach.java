package io.memtracer.plugins.support;

import io.memtracer.api.RecordWord;

/**
 * How far the last byte of an access is from its first, as a table for loops: what the JIT makes of
 * a shift by a variable takes longer than a load.
 */
public final class Reach {

  /** Sizes that a record's word can tell of, by its lowest bits. */
  private static final int SIZES = 8;

  /** Those bits of a word: its place in the table. */
  public static final int MASK = SIZES - 1;

  private Reach() {}

  /**
   * Makes the table.
   *
   * @return a new one, by the size's bits in a word
   */
  public static int[] table() {
    final int[] reach = new int[SIZES];
    for (int size = 0; size < SIZES; size++) {
      reach[size] = RecordWord.size(size) - 1;
    }
    return reach;
  }
}
