package io.memtracer.host.session;

import io.memtracer.host.ring.FiniteIntake;
import io.memtracer.host.session.workload.Ending;
import io.memtracer.host.session.workload.Producer;
import io.memtracer.host.session.workload.RunEnd;
import io.memtracer.host.status.TraceCounters;
import io.memtracer.host.status.TraceException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/** What makes records that were made before: it ends when the last has been taken. */
interface FiniteProducer extends Producer {

  /** How they are taken; known when it starts. */
  FiniteIntake taken();

  /**
   * How it ends when all of them have been taken.
   *
   * @param problem why they aren't all
   */
  RunEnd end(Optional<String> problem);

  @Override
  default void start(final Ending ending) {
    final Object unused = taken().end().thenAccept(problem -> ending.complete(end(problem)));
  }

  /** What has been taken. */
  @Override
  default TraceCounters counters() {
    final long read = taken().counters().recordsRead();
    return new TraceCounters(read, read, read, 0, 0, 0);
  }

  @Override
  default Optional<TraceException> failure() {
    return Optional.empty();
  }

  @Override
  default boolean isAlive() {
    return true;
  }

  @Override
  default void requireAlive() {}

  /** Whoever takes them may be in the middle of a batch: what it took by then counts. */
  @Override
  default TraceCounters stop(final LongSupplier reader, final Duration patience) {
    taken().stop();
    try {
      taken().end().get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException e) {
      return counters();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return counters();
  }

  @Override
  default String obituary(final RuntimeException noticed) {
    return noticed.getMessage();
  }

  @Override
  default void close() {}
}
