package io.memtracer.plugins.tlb;

import io.memtracer.api.EndOfTrace;
import io.memtracer.plugins.support.InstructionRates;
import io.memtracer.plugins.support.Kinds;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** All counts at the end. */
final class Totals {

  private final Shape shape;
  private final long[] accesses;
  private final MissCounts counts;
  private final Tlb[] tlbs;
  private final EndOfTrace end;
  private final boolean partial;

  /**
   * Puts them together.
   *
   * @param accesses by {@link Kinds}
   * @param tlbs by vCPU; null where it made no access
   * @param partial whether accesses were made that aren't in the trace
   */
  Totals(
      final Shape shape,
      final long[] accesses,
      final MissCounts counts,
      final Tlb[] tlbs,
      final EndOfTrace end,
      final boolean partial) {
    this.shape = shape;
    this.accesses = accesses;
    this.counts = counts;
    this.tlbs = tlbs;
    this.end = end;
    this.partial = partial;
  }

  Shape shape() {
    return shape;
  }

  long[] accesses() {
    return accesses;
  }

  MissCounts counts() {
    return counts;
  }

  Tlb tlb(final int vcpu) {
    return tlbs[vcpu];
  }

  boolean partial() {
    return partial;
  }

  /** What a level was asked for, by {@link Kinds}. */
  long[] references(final int level) {
    if (level > 0) {
      return misses(level - 1);
    }
    final long[] pages = new long[Kinds.COUNT];
    Arrays.setAll(pages, who -> accesses[who] + counts.crossings()[who]);
    return pages;
  }

  long[] misses(final int level) {
    return counts.misses().get(level);
  }

  long[] walks() {
    return misses(1);
  }

  long switches() {
    return Arrays.stream(tlbs).filter(Objects::nonNull).mapToLong(Tlb::switches).sum();
  }

  long flushed() {
    return Arrays.stream(tlbs).filter(Objects::nonNull).mapToLong(Tlb::flushed).sum();
  }

  List<Integer> vcpus() {
    return IntStream.range(0, tlbs.length).filter(i -> tlbs[i] != null).boxed().toList();
  }

  /** Page walks of a part of the code in 1,000 of its instructions, if these were counted. */
  OptionalDouble walksPerThousandInstructions(final Kinds.Part part) {
    return InstructionRates.perThousand(end, part, walks());
  }
}
