package io.memtracer.testkit;

import io.memtracer.api.TraceEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Collects records into a {@link Trace}. */
public final class TraceBuilder {

  private long[] words = new long[64];
  private long[] addresses = new long[64];
  private final List<TraceEvent> events = new ArrayList<>();
  private int size;

  /** Makes a builder without records. */
  public TraceBuilder() {}

  /**
   * Appends a record.
   *
   * @param word word 0
   * @param address virtual address of the access
   * @return this
   */
  public TraceBuilder add(final long word, final long address) {
    reserve(1);
    words[size] = word;
    addresses[size] = address;
    size++;
    return this;
  }

  /**
   * Appends an access.
   *
   * @param access the access
   * @return this
   */
  public TraceBuilder add(final Access access) {
    return add(access.word(), access.address());
  }

  /**
   * Says that something happens here, between the last record and the next.
   *
   * @param event what; its ordinal is set
   * @return this
   */
  public TraceBuilder event(final TraceEvent event) {
    events.add(event.at(size));
    return this;
  }

  /**
   * Leaves out what a vCPU does next.
   *
   * @param vcpu 0 to 255
   * @param accesses how many are missing
   * @param cause why
   * @return this
   */
  public TraceBuilder gap(final int vcpu, final long accesses, final TraceEvent.Gap.Cause cause) {
    return event(new TraceEvent.Gap(size, vcpu, accesses, cause));
  }

  /**
   * Appends a trace.
   *
   * @param trace the records and events
   * @return this
   */
  public TraceBuilder add(final Trace trace) {
    for (final TraceEvent event : trace.events()) {
      events.add(event.at(size + event.ordinal()));
    }
    reserve(trace.size());
    for (int i = 0; i < trace.size(); i++) {
      words[size + i] = trace.word(i);
      addresses[size + i] = trace.address(i);
    }
    size += trace.size();
    return this;
  }

  /**
   * How many records were appended.
   *
   * @return 0 or more
   */
  public int size() {
    return size;
  }

  /**
   * The trace so far.
   *
   * @return an immutable copy
   */
  public Trace build() {
    return new Trace(Arrays.copyOf(words, size), Arrays.copyOf(addresses, size), events);
  }

  private void reserve(final int more) {
    if (size + more > words.length) {
      final int capacity = Math.max(size + more, words.length * 2);
      words = Arrays.copyOf(words, capacity);
      addresses = Arrays.copyOf(addresses, capacity);
    }
  }
}
