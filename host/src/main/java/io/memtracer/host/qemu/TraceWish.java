package io.memtracer.host.qemu;

import io.memtracer.api.Sampling;
import java.util.Optional;

/**
 * What the plugin is asked to do.
 *
 * @param armed whether to trace at all
 * @param userOnly trace only CPL 3
 * @param sampling which part of the accesses to trace
 * @param dropWhenFull drop and count records when nobody reads fast enough, instead of waiting
 * @param tasks tell records apart by task, too
 */
public record TraceWish(
    boolean armed,
    boolean userOnly,
    Sampling sampling,
    boolean dropWhenFull,
    Optional<TaskWish> tasks) {

  /** Don't trace. */
  public static final TraceWish OFF = new TraceWish(false, false, Sampling.ALL, false);

  /** Trace everything, lose nothing. */
  public static final TraceWish ALL = new TraceWish(true, false, Sampling.ALL, false);

  /** A wish that doesn't ask for tasks. */
  public TraceWish(
      final boolean armed,
      final boolean userOnly,
      final Sampling sampling,
      final boolean dropWhenFull) {
    this(armed, userOnly, sampling, dropWhenFull, Optional.empty());
  }

  /** The same, and tells records apart by task. */
  public TraceWish withTasks(final Optional<TaskWish> wanted) {
    return new TraceWish(armed, userOnly, sampling, dropWhenFull, wanted);
  }
}
