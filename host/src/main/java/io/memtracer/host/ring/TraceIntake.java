package io.memtracer.host.ring;

import io.memtracer.host.status.PipelineCounters;
import java.util.Optional;

/**
 * The end of a transport at which records arrive: says how many have, and is told how many are to.
 * Any thread may call any method.
 */
public interface TraceIntake {

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
}
