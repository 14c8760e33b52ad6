package io.memtracer.testkit;

import io.memtracer.api.Sampling;
import io.memtracer.api.TraceEvent;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongUnaryOperator;

/**
 * Records in order: what an analyzer is given in a run. Immutable; made by {@link Traces} or a
 * {@link TraceBuilder}.
 */
public final class Trace {

  private static final long CPL_BITS = 3L << 6;
  private static final long VCPU_BITS = 0xffL << 8;
  private static final long PC_BITS = ((1L << 47) - 1) << 16;

  private final long[] words;
  private final long[] addresses;
  private final List<TraceEvent> events;

  Trace(final long[] words, final long[] addresses, final List<TraceEvent> events) {
    this.words = words;
    this.addresses = addresses;
    this.events = List.copyOf(events);
  }

  /**
   * What happens between the records.
   *
   * @return events with ascending ordinals, 0 to size
   */
  public List<TraceEvent> events() {
    return events;
  }

  /**
   * How many records there are.
   *
   * @return 0 or more
   */
  public int size() {
    return words.length;
  }

  /**
   * Everything about a record but its address.
   *
   * @param index 0 to size - 1
   * @return word 0
   */
  public long word(final int index) {
    return words[index];
  }

  /**
   * Address of a record's access.
   *
   * @param index 0 to size - 1
   * @return the virtual address
   */
  public long address(final int index) {
    return addresses[index];
  }

  /**
   * This trace and then another.
   *
   * @param next what follows
   * @return both
   */
  public Trace then(final Trace next) {
    return new TraceBuilder().add(this).add(next).build();
  }

  /**
   * What is traced of it by sampling, with gaps of vCPU 0 where something is left out.
   *
   * @param sampling of blocks with at most 2<sup>30</sup> accesses
   * @return the blocks that are traced
   */
  public Trace sampled(final Sampling sampling) {
    final int block = 1 << sampling.blockLog2();
    final int period = block << sampling.ratioLog2();
    final TraceBuilder builder = new TraceBuilder();
    for (int from = 0; from < size(); from += period) {
      final int to = Math.min(size(), from + block);
      builder.add(slice(from, to));
      final int skipped = Math.min(size(), from + period) - to;
      if (skipped > 0) {
        builder.gap(0, skipped, TraceEvent.Gap.Cause.SAMPLING);
      }
    }
    return builder.build();
  }

  /**
   * This trace several times.
   *
   * @param times how often, 0 or more
   * @return the repetition
   */
  public Trace times(final int times) {
    final TraceBuilder builder = new TraceBuilder();
    for (int i = 0; i < times; i++) {
      builder.add(this);
    }
    return builder.build();
  }

  /**
   * One record of this trace, one of another, and so on; when one ends, the rest of the other.
   * Events stay behind.
   *
   * @param other the trace that takes turns with this one
   * @return both
   */
  public Trace interleavedWith(final Trace other) {
    final TraceBuilder builder = new TraceBuilder();
    for (int i = 0; i < Math.max(size(), other.size()); i++) {
      if (i < size()) {
        builder.add(words[i], addresses[i]);
      }
      if (i < other.size()) {
        builder.add(other.words[i], other.addresses[i]);
      }
    }
    return builder.build();
  }

  /**
   * A part of this trace.
   *
   * @param from index of the first record
   * @param to index after the last record
   * @return the records in between, and what happens from the first one on and before the one at
   *     {@code to}; at the end of this trace, what happens there as well
   */
  public Trace slice(final int from, final int to) {
    final List<TraceEvent> inside =
        events.stream()
            .filter(event -> event.ordinal() >= from)
            .filter(event -> event.ordinal() < to || to == size())
            .map(event -> event.at(event.ordinal() - from))
            .toList();
    return new Trace(
        Arrays.copyOfRange(words, from, to), Arrays.copyOfRange(addresses, from, to), inside);
  }

  /**
   * All records as made by kernel code (CPL 0).
   *
   * @return the changed copy
   */
  public Trace kernel() {
    return cpl(0);
  }

  /**
   * All records at one privilege level.
   *
   * @param cpl 0 to 3
   * @return the changed copy
   */
  public Trace cpl(final int cpl) {
    return mapWords(word -> (word & ~CPL_BITS) | (long) cpl << 6);
  }

  /**
   * All records as made by one vCPU.
   *
   * @param vcpu 0 to 255
   * @return the changed copy
   */
  public Trace vcpu(final int vcpu) {
    return mapWords(word -> (word & ~VCPU_BITS) | (long) vcpu << 8);
  }

  /**
   * All records as made by one instruction.
   *
   * @param pc its address
   * @return the changed copy
   */
  public Trace pc(final long pc) {
    return mapWords(word -> (word & ~PC_BITS) | ((pc << 16) & PC_BITS));
  }

  /**
   * All records as stores.
   *
   * @return the changed copy
   */
  public Trace stores() {
    return mapWords(word -> word | 1L << 5);
  }

  private Trace mapWords(final LongUnaryOperator change) {
    return new Trace(Arrays.stream(words).map(change).toArray(), addresses, events);
  }

  /** The first index behind {@code from} of a record that another vCPU made, or {@code to}. */
  int endOfVcpu(final int from, final int to) {
    int end = from + 1;
    while (end < to && ((words[end] ^ words[from]) & VCPU_BITS) == 0) {
      end++;
    }
    return end;
  }

  void copyTo(final int from, final long[] toWords, final long[] toAddresses, final int count) {
    System.arraycopy(words, from, toWords, 0, count);
    System.arraycopy(addresses, from, toAddresses, 0, count);
  }

  @Override
  public boolean equals(final Object other) {
    return other instanceof Trace trace
        && Arrays.equals(words, trace.words)
        && Arrays.equals(addresses, trace.addresses)
        && events.equals(trace.events);
  }

  @Override
  public int hashCode() {
    return (Arrays.hashCode(words) * 31 + Arrays.hashCode(addresses)) * 31 + events.hashCode();
  }

  @Override
  public String toString() {
    return "Trace of " + size() + " records";
  }
}
