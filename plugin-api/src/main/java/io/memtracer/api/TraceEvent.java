package io.memtracer.api;

import java.util.Objects;

/**
 * Something that happened between two records. An analyzer tells the kinds apart with {@code
 * instanceof} and passes over those that it doesn't know: later versions may add some.
 */
public sealed interface TraceEvent {

  /**
   * When it happened.
   *
   * @return the ordinal of the record that comes next
   */
  long ordinal();

  /**
   * The same at another place, for whoever hands on a part of the records.
   *
   * @param newOrdinal of the record that comes next there
   * @return the changed copy
   */
  TraceEvent at(long newOrdinal);

  /**
   * Accesses of one vCPU that were made and are not in the trace. What an analyzer remembers of
   * that vCPU's last access no longer is the last: a distance or a change from it to the next
   * record means nothing. Ordinals don't count what is missing.
   *
   * @param ordinal of the record that comes next
   * @param vcpu whose accesses are missing
   * @param accesses how many are missing, at least 1
   * @param cause why
   */
  record Gap(long ordinal, int vcpu, long accesses, Cause cause) implements TraceEvent {

    /** Why accesses are missing. */
    public enum Cause {
      /**
       * The user wanted a part only: {@link Sampling}, phases alone, or so many. While nobody is in
       * a phase for long accesses aren't even counted: then more may be missing than are said.
       */
      SAMPLING,
      /** There was no room, and the user didn't want to wait. */
      DROPPED
    }

    public Gap {
      Objects.requireNonNull(cause, "cause");
      if (accesses < 1) {
        throw new IllegalArgumentException(
            "a gap is of at least one access, but accesses=" + accesses);
      }
    }

    @Override
    public TraceEvent at(final long newOrdinal) {
      return new Gap(newOrdinal, vcpu, accesses, cause);
    }
  }

  /**
   * A task that wasn't there before.
   *
   * @param ordinal of the record that comes next
   * @param task the new one
   * @param parent the {@link Task#id} of the one that made it; 0 if it isn't known
   */
  record TaskBorn(long ordinal, Task task, int parent) implements TraceEvent {

    @Override
    public TraceEvent at(final long newOrdinal) {
      return new TaskBorn(newOrdinal, task, parent);
    }
  }

  /**
   * A task runs another program from now on, in another address space.
   *
   * @param ordinal of the record that comes next
   * @param task as it is now
   */
  record TaskExec(long ordinal, Task task) implements TraceEvent {

    @Override
    public TraceEvent at(final long newOrdinal) {
      return new TaskExec(newOrdinal, task);
    }
  }

  /**
   * A task has another name.
   *
   * @param ordinal of the record that comes next
   * @param task as it is now
   */
  record TaskRenamed(long ordinal, Task task) implements TraceEvent {

    @Override
    public TraceEvent at(final long newOrdinal) {
      return new TaskRenamed(newOrdinal, task);
    }
  }

  /**
   * A task is over.
   *
   * @param ordinal of the record that comes next
   * @param task as it was
   */
  record TaskEnded(long ordinal, Task task) implements TraceEvent {

    @Override
    public TraceEvent at(final long newOrdinal) {
      return new TaskEnded(newOrdinal, task);
    }
  }

  /**
   * A task mapped a range of addresses; what was there before no longer is.
   *
   * @param ordinal of the record that comes next
   * @param task whose address space it is
   * @param mapping what is where
   */
  record Mapped(long ordinal, Task task, Mapping mapping) implements TraceEvent {

    @Override
    public TraceEvent at(final long newOrdinal) {
      return new Mapped(newOrdinal, task, mapping);
    }
  }

  /**
   * A phase begins.
   *
   * @param ordinal of the record that comes next
   * @param phase which
   */
  record PhaseBegin(long ordinal, Phase phase) implements TraceEvent {

    @Override
    public TraceEvent at(final long newOrdinal) {
      return new PhaseBegin(newOrdinal, phase);
    }
  }

  /**
   * A phase ends.
   *
   * @param ordinal of the record that comes next
   * @param phase which
   */
  record PhaseEnd(long ordinal, Phase phase) implements TraceEvent {

    @Override
    public TraceEvent at(final long newOrdinal) {
      return new PhaseEnd(newOrdinal, phase);
    }
  }
}
