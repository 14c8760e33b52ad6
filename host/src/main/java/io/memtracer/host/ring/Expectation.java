package io.memtracer.host.ring;

import java.util.Optional;

/**
 * How many records are still to come, as far as anybody has said.
 *
 * <p>Any thread may say so; {@link #goal}, {@link #arrived}, {@link #isOver} and {@link #problem}
 * belong to the reading one.
 */
public final class Expectation {

  private static final long NONE = -1;
  private static final long WHATEVER_IS_THERE = -2;

  private final long patienceNanos;
  private volatile long goal = NONE;
  private boolean waiting;
  private long waitingSinceNanos;
  private Optional<String> problem = Optional.empty();

  /**
   * Nothing is known yet.
   *
   * @param patienceNanos how long to wait for records that were announced
   */
  public Expectation(final long patienceNanos) {
    this.patienceNanos = patienceNanos;
  }

  /** So many will have come, counted from the start. */
  public void finishAt(final long records) {
    goal = records;
  }

  /** What is there is all there is. */
  public void finishWhenEmpty() {
    goal = WHATEVER_IS_THERE;
  }

  /** What was last said, to be asked for before looking whether there is something to read. */
  public long goal() {
    return goal;
  }

  /** There was something to read. */
  public void arrived() {
    waiting = false;
  }

  /**
   * Whether to end although more may come, which nobody can want.
   *
   * @param expected what {@link #goal} said before
   * @param records how many have been read
   */
  boolean isExceeded(final long expected, final long records) {
    return expected >= 0
        && records > expected
        && fail("QEMU counted " + expected + " records, but " + records + " arrived");
  }

  /**
   * Whether to end, now that there was nothing to read.
   *
   * @param expected what {@link #goal} said before
   * @param records how many have been read
   */
  public boolean isOver(final long expected, final long records) {
    if (expected == NONE) {
      return false;
    }
    if (expected == WHATEVER_IS_THERE || records == expected) {
      return true;
    }
    return isExceeded(expected, records)
        || (isPatienceOver()
            && fail("QEMU wrote " + expected + " records, but only " + records + " arrived"));
  }

  private boolean isPatienceOver() {
    final long now = System.nanoTime();
    if (!waiting) {
      waiting = true;
      waitingSinceNanos = now;
    }
    return now - waitingSinceNanos >= patienceNanos;
  }

  private boolean fail(final String why) {
    problem = Optional.of(why);
    return true;
  }

  /** Why it is over although not what was said has come; else empty. */
  public Optional<String> problem() {
    return problem;
  }
}
