package io.memtracer.host.session.route;

import io.memtracer.api.EndOfTrace;
import io.memtracer.host.pipeline.PipelineResult;
import io.memtracer.host.status.Interim;
import io.memtracer.host.status.TraceException;
import java.util.Optional;

/**
 * Where a {@link TraceRoute} ends: takes the records, or watches over somebody else who does.
 *
 * <p>{@link #finish} or {@link #finishIncomplete} once, by one thread; {@link #close} always; the
 * others at any time, by any thread.
 */
public interface RouteEnd extends AutoCloseable {

  /** How many records have arrived so far. */
  long recordsRead();

  /**
   * Looks whether somebody still takes records; called about ten times a second until the end.
   *
   * @throws TraceException if an analyzer threw an {@link Error}
   */
  default void look() {}

  /** What analyzers have found so far; empty if none of them is here. Asks them again. */
  default Optional<Interim> interim() {
    return Optional.empty();
  }

  /** Why no records are taken any more; empty while all is well. */
  default Optional<TraceException> failure() {
    return Optional.empty();
  }

  /** Why nothing can be taken of what the producer makes; empty while all is well. */
  default Optional<String> problem() {
    return Optional.empty();
  }

  /**
   * Who has been busy with one thing for so long that people will ask; empty if nobody has.
   *
   * @param nanos how long is long
   */
  default Optional<String> waitingFor(final long nanos) {
    return Optional.empty();
  }

  /**
   * Gives up who has been busy with one thing for that long: it is left behind, and the others are
   * asked for their results without it.
   *
   * @return whether there is anybody
   */
  default boolean giveUp(final long nanos) {
    return false;
  }

  /** Whether all who listened have failed; their outcomes say why. */
  boolean hasNoListeners();

  /**
   * Something that changes while it makes sense that the producer waits for us, also if it can't
   * hand over a single record.
   */
  default long signOfLife() {
    return 0;
  }

  /** Whether those who read see the end of file only when the producer has ended. */
  default boolean awaitsEndOfProducer() {
    return false;
  }

  /**
   * Ends the trace after the producer was stopped and has handed over all records.
   *
   * @param end what those who listen are told, but for the number of records they were given
   */
  PipelineResult finish(long recordsWritten, EndOfTrace end);

  /**
   * Ends the trace after the producer has died, or doesn't answer; what arrived is all there is.
   */
  PipelineResult finishIncomplete(EndOfTrace end);

  /** Ends who still listens. Any number of times. */
  @Override
  void close();
}
