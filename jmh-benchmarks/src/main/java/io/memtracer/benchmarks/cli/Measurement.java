package io.memtracer.benchmarks.cli;

import io.memtracer.benchmarks.streams.RecordStream;

/**
 * What JMH measured.
 *
 * @param stream with these records
 * @param nanos for a record
 * @param errorNanos half the width of the 99.9 % confidence interval of the mean
 * @param bytes allocated for a record
 */
record Measurement(RecordStream stream, double nanos, double errorNanos, double bytes) {}
