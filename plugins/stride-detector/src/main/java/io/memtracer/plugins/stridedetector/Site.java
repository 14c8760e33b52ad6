package io.memtracer.plugins.stridedetector;

import io.memtracer.api.RecordWord;

/** An entry of the reference prediction table: an instruction on one vCPU. */
final class Site extends Candidates {

  static final int INITIAL = 0;
  static final int TRANSIENT = 1;
  static final int NO_PREDICTION = 2;
  static final int STEADY = 3;

  /** Word 0 of its records. */
  final long word;

  /** 1 for user code, 0 for kernel code. */
  final int mode;

  /** Address of its last access. */
  long last;

  /** What is predicted to be the distance to the next one. */
  long stride;

  int state = INITIAL;

  /** Accesses that were predicted right and are not booked yet. */
  long right;

  Site(final long word, final long address) {
    this.word = word;
    mode = RecordWord.isUser(word) ? 1 : 0;
    last = address;
  }
}
