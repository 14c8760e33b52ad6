package io.memtracer.host.ring;

import io.memtracer.api.Sampling;
import io.memtracer.api.TraceEvent;

/**
 * Where sampling has left something out of the records of a single vCPU that arrive without a word
 * about it: as long as none is dropped, that can be counted. Belongs to one thread.
 */
public final class SamplingGaps {

  private static final int MAX_SHIFT = Long.SIZE - 1;

  private final long blockRecords;
  private final long skippedAccesses;
  private long left;

  private SamplingGaps(final long blockRecords, final long skippedAccesses) {
    this.blockRecords = blockRecords;
    this.skippedAccesses = skippedAccesses;
    left = blockRecords;
  }

  /** There are none, or nobody can tell where. */
  public static SamplingGaps none() {
    return new SamplingGaps(Long.MAX_VALUE, 0);
  }

  /** Those of a trace that begins with the first access. */
  public static SamplingGaps of(final Sampling sampling) {
    if (sampling.tracesAll() || sampling.blockLog2() + sampling.ratioLog2() >= MAX_SHIFT) {
      // The first gap is longer than any trace.
      return none();
    }
    final long block = 1L << sampling.blockLog2();
    return new SamplingGaps(block, (block << sampling.ratioLog2()) - block);
  }

  /** How many of so many records come before the next gap: 0 if that is next. */
  int before(final int records) {
    return (int) Math.min(records, left);
  }

  void took(final int records) {
    left -= records;
  }

  /** The gap that is next, once; its ordinal is to be set. */
  TraceEvent.Gap take(final int vcpu) {
    left = blockRecords;
    return new TraceEvent.Gap(0, vcpu, skippedAccesses, TraceEvent.Gap.Cause.SAMPLING);
  }
}
