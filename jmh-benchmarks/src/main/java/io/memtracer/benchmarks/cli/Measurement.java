package io.memtracer.benchmarks.cli;

import io.memtracer.benchmarks.streams.RecordStream;

/**
 * What JMH measured.
 *
 * @param stream with these records
 * @param nanos for a record
 * @param errorNanos half the width of the 99.9 % confidence interval of the mean
 * @param fastestNanos for a record, in the fastest of some iterations: what other work on the
 *     machine has disturbed least
 * @param bytes allocated for a record
 */
record Measurement(
    RecordStream stream, double nanos, double errorNanos, double fastestNanos, double bytes) {

  private static final double ROUGH = 0.3;

  /** Whether iterations differ so much that the mean says little. */
  boolean isRough() {
    return errorNanos > ROUGH * nanos;
  }
}
