package io.memtracer.plugins.kernelusersplit;

import io.memtracer.api.RecordWord;

/** The kinds of access that there were, by the low 16 bits of word 0, and how many of each. */
final class CountedWords {

  private final int[] words;
  private final long[] accesses;

  /** Takes both arrays; they are of the same length. */
  CountedWords(final int[] words, final long[] accesses) {
    this.words = words;
    this.accesses = accesses;
  }

  /** Which part of the counts is summed up. */
  interface Filter {
    boolean accepts(long word);
  }

  long accesses(final Filter filter) {
    long sum = 0;
    for (int i = 0; i < words.length; i++) {
      if (filter.accepts(words[i])) {
        sum += accesses[i];
      }
    }
    return sum;
  }

  long bytes(final Filter filter) {
    long sum = 0;
    for (int i = 0; i < words.length; i++) {
      if (filter.accepts(words[i])) {
        sum += accesses[i] * RecordWord.size(words[i]);
      }
    }
    return sum;
  }
}
