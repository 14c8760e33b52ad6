package io.memtracer.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** What the reader sees of messages that are written meanwhile, and at the end. */
public final class HandOver {

  private HandOver() {}

  /** Two messages, where others have been. */
  @JCStressTest
  @Outcome(
      id = {"12, 14", "13, 14", "14, 14"},
      expect = ACCEPTABLE,
      desc = "Messages come whole and in order; those that came too late are there at the end.")
  @Outcome(expect = FORBIDDEN, desc = "A message is torn, lost, or out of order.")
  @State
  public static class InOrder {

    private final StressedRing ring = new StressedRing().moved(12);

    /** C. */
    @Actor
    public void producer() {
      ring.write();
      ring.write();
    }

    /** Java. */
    @Actor
    public void consumer(final II_Result result) {
      result.r1 = ring.read();
    }

    /** When both are done. */
    @Arbiter
    public void end(final II_Result result) {
      result.r2 = ring.read();
    }
  }

  /** The second of two messages doesn't fit at the ring's end: it comes behind padding. */
  @JCStressTest
  @Outcome(
      id = {"17, 19", "18, 19", "19, 19"},
      expect = ACCEPTABLE,
      desc = "The reader finds the message at the ring's beginning.")
  @Outcome(expect = FORBIDDEN, desc = "A message is torn, lost, or out of order.")
  @State
  public static class AroundTheEnd {

    private final StressedRing ring = new StressedRing().moved(17);

    /** C. */
    @Actor
    public void producer() {
      ring.write();
      ring.write();
    }

    /** Java. */
    @Actor
    public void consumer(final II_Result result) {
      result.r1 = ring.read();
    }

    /** When both are done. */
    @Arbiter
    public void end(final II_Result result) {
      result.r2 = ring.read();
    }
  }

  /** The ring is full: the writer gets room that the reader frees, and nothing that it doesn't. */
  @JCStressTest
  @Outcome(
      id = {"0, 0", "1, 1"},
      expect = ACCEPTABLE,
      desc = "It found room or it didn't, and all that was written is read.")
  @Outcome(expect = FORBIDDEN, desc = "A message was overwritten before it was read, or lost.")
  @State
  public static class OutOfRoom {

    private final StressedRing ring = new StressedRing().moved(5).filled();
    private final int before = ring.written();

    /** C. */
    @Actor
    public void producer(final II_Result result) {
      result.r1 = ring.write() ? 1 : 0;
    }

    /** Java. */
    @Actor
    public void consumer() {
      ring.read();
    }

    /** When both are done. */
    @Arbiter
    public void end(final II_Result result) {
      result.r2 = ring.read() - before;
    }
  }
}
