package io.memtracer.plugins.stridedetector;

/**
 * What the paper's table has of an instruction.
 *
 * <p>A class of its own below {@link Site} since the JVM lays out the fields of a superclass first:
 * an access that is predicted right needs these only, and they share a cache line.
 */
abstract class Prediction {

  static final int INITIAL = 0;
  static final int TRANSIENT = 1;
  static final int NO_PREDICTION = 2;
  static final int STEADY = 3;

  /** Word 0 of its records. */
  final long word;

  /** Address of its last access. */
  long last;

  /** What is predicted to be the distance to the next one. */
  long stride;

  /** Accesses that were predicted right and are not booked yet. */
  long right;

  int state = INITIAL;

  /** Those of all code with its privilege. */
  final StrideHistogram strides;

  Prediction(final long word, final long address, final StrideHistogram strides) {
    this.word = word;
    this.strides = strides;
    last = address;
  }
}
