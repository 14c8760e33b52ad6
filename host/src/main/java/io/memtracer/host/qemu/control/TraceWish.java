package io.memtracer.host.qemu.control;

import io.memtracer.api.Sampling;
import java.util.Optional;

/**
 * What the plugin is asked to do.
 *
 * @param armed whether to trace at all
 * @param userOnly trace only CPL 3
 * @param sampling which part of the accesses to trace
 * @param dropWhenFull drop and count records when nobody reads fast enough, instead of waiting
 * @param exactInstructions count each instruction by itself, instead of whole blocks of them
 * @param tasks tell records apart by task, too
 * @param selection which accesses to record
 * @param pages tell where in physical memory they go
 */
public record TraceWish(
    boolean armed,
    boolean userOnly,
    Sampling sampling,
    boolean dropWhenFull,
    boolean exactInstructions,
    Optional<TaskWish> tasks,
    SelectionWish selection,
    boolean pages) {

  /** Don't trace. */
  public static final TraceWish OFF = new TraceWish(false, false, Sampling.ALL, false);

  /** Trace everything, lose nothing. */
  public static final TraceWish ALL = new TraceWish(true, false, Sampling.ALL, false);

  /** A wish that asks neither for tasks nor for exact numbers of instructions. */
  public TraceWish(
      final boolean armed,
      final boolean userOnly,
      final Sampling sampling,
      final boolean dropWhenFull) {
    this(
        armed, userOnly, sampling, dropWhenFull, false, Optional.empty(), SelectionWish.ALL, false);
  }

  /** The same of some accesses only. */
  public TraceWish withSelection(final SelectionWish wanted) {
    return new TraceWish(
        armed, userOnly, sampling, dropWhenFull, exactInstructions, tasks, wanted, pages);
  }

  /** The same, and tells records apart by task. */
  public TraceWish withTasks(final Optional<TaskWish> wanted) {
    return new TraceWish(
        armed, userOnly, sampling, dropWhenFull, exactInstructions, wanted, selection, pages);
  }

  /** The same, and counts each instruction by itself, or not. */
  public TraceWish withExactInstructions(final boolean exact) {
    return new TraceWish(armed, userOnly, sampling, dropWhenFull, exact, tasks, selection, pages);
  }

  /** The same, and tells where in physical memory accesses go, or not. */
  public TraceWish withPages(final boolean told) {
    return new TraceWish(
        armed, userOnly, sampling, dropWhenFull, exactInstructions, tasks, selection, told);
  }
}
