package io.memtracer.plugins.kernelusersplit;

import io.memtracer.api.RecordWord;

/**
 * Accesses, counted by the low 16 bits of word 0: size, store, CPL and vCPU. All figures but those
 * of pages and order are sums over it.
 */
final class Counts {

  static final int DIFFERENT = 1 << 16;

  /** Which part of the counts is summed up. */
  interface Filter {
    boolean accepts(long word);
  }

  final long[] byWord = new long[DIFFERENT];

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
