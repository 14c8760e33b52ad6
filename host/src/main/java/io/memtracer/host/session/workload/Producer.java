package io.memtracer.host.session.workload;

import io.memtracer.host.status.TraceCounters;
import io.memtracer.host.status.TraceException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What a run asks of whatever makes its records: a machine in which a program is traced, a trace
 * that was recorded before, a stream that a test makes.
 *
 * <p>One thread leads it: {@link #start}, {@link #stop}, {@link #close}. The others are for any
 * thread at any time.
 */
public interface Producer extends AutoCloseable {

  /**
   * Begins making records, when somebody takes them.
   *
   * @param ending completed by whatever ends it by itself
   * @throws TraceException if it can't begin
   */
  void start(Ending ending);

  /** What it counted so far. */
  TraceCounters counters();

  /** How many of its vCPUs are there, each with a ring of its own where there are rings. */
  int vcpusUp();

  /** Why it can't hand over its records any more; empty while all is well. */
  Optional<TraceException> failure();

  /** Whether it can still make records. */
  boolean isAlive();

  /**
   * Makes sure that it is alive.
   *
   * @throws TraceException with how it ended if it isn't
   */
  void requireAlive();

  /**
   * Ends making records for good. All are handed over when this returns: somebody must take them
   * meanwhile, as slowly as may be.
   *
   * @param reader something that changes while it is worth waiting for whoever takes them
   * @param patience how long to wait while nothing changes
   * @return the exact counters
   * @throws TraceException if it doesn't answer
   */
  TraceCounters stop(LongSupplier reader, Duration patience);

  /**
   * Asks it what isn't in the records: after {@link #stop}, if tracing ended by itself and nobody
   * uses the producer on. Doesn't wait for the answer; {@link #close} does.
   */
  default void settle() {}

  /** Why it makes no records although it is alive; empty if that can't be said, or it does. */
  default Optional<String> obstacle() {
    return Optional.empty();
  }

  /** Nobody takes records any more: what it still holds is dropped and counted. */
  default void abandon() {}

  /** Ends it at once, whatever it holds. */
  default void kill() {
    close();
  }

  /**
   * Why it broke, when that is more than what was noticed first.
   *
   * @param noticed what showed that it broke
   */
  String obituary(RuntimeException noticed);

  /** Ends it. Records that nobody has taken are lost. A second call does nothing. */
  @Override
  void close();
}
