package io.memtracer.plugins.kernelusersplit;

import io.memtracer.api.RecordWord;

/**
 * Accesses, counted by the low 16 bits of word 0: size, store, CPL and vCPU. All figures but those
 * of pages and order are sums over it.
 */
final class Counts {

  /** What an access has at most in nearly all programs. */
  static final int USUAL_BYTES = 16;

  private static final int DIFFERENT = 1 << 16;
  private static final int OF_ONE_WHO = 1 << 6;

  /** Which part of the counts is summed up. */
  interface Filter {
    boolean accepts(long word);
  }

  final long[] byWord = new long[DIFFERENT];

  void add(final long word) {
    byWord[(int) word & (DIFFERENT - 1)]++;
  }

  /**
   * Accesses of more than {@link #USUAL_BYTES}.
   *
   * @param who bits of CPL and vCPU
   */
  long unusuallyLarge(final int who) {
    long accesses = 0;
    for (int word = who; word < who + OF_ONE_WHO; word++) {
      accesses += RecordWord.size(word) > USUAL_BYTES ? byWord[word] : 0;
    }
    return accesses;
  }

  long accesses(final Filter filter) {
    long accesses = 0;
    for (int word = 0; word < DIFFERENT; word++) {
      if (byWord[word] != 0 && filter.accepts(word)) {
        accesses += byWord[word];
      }
    }
    return accesses;
  }

  long bytes(final Filter filter) {
    long bytes = 0;
    for (int word = 0; word < DIFFERENT; word++) {
      if (byWord[word] != 0 && filter.accepts(word)) {
        bytes += byWord[word] * RecordWord.size(word);
      }
    }
    return bytes;
  }
}
