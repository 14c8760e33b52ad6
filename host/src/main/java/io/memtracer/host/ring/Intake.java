package io.memtracer.host.ring;

import io.memtracer.host.status.Phases;
import io.memtracer.host.status.PipelineCounters;
import java.util.List;
import java.util.Optional;
import org.agrona.concurrent.Agent;

/**
 * The end of a transport at which records arrive: where batches are taken from, how many records
 * have come, and how many are to. Shared rings, a FIFO and a recorded trace are three of them;
 * whatever comes after an intake doesn't know which one it has.
 *
 * <p>Any thread may call any method, but what {@link #batches} and {@link #agents} return belongs
 * to the threads that run it.
 */
public interface Intake extends AutoCloseable {

  /** Where the dispatcher takes its batches from; always the same. */
  BatchSource batches();

  /** What has to run so that batches come, each in a thread of its own or in turn. */
  default List<Agent> agents() {
    return List.of();
  }

  /** Ends when this many records have been read, counted from the start, and nothing is left. */
  void finishAt(long records);

  /** Ends as soon as there is nothing to read: the writer is gone. */
  void finishWhenEmpty();

  /** What has happened so far. */
  PipelineCounters counters();

  /** Bytes at the end that are no whole record; for when it has ended. */
  int partialBytes();

  /** Why this is not all that should have come; empty if it is, or it hasn't ended. */
  Optional<String> problem();

  /** The phases that were named, without what was done in them; for when it is closed. */
  default Phases phases() {
    return Phases.unknown(Phases.FIFO);
  }

  /**
   * Gives up what it holds, where nothing of it has run. What runs closes what it uses by itself.
   */
  @Override
  void close();
}
