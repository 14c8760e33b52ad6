package io.memtracer.host.ring;

import io.memtracer.api.Task;
import io.memtracer.api.TraceEvent;

/** A word among site records that is about a task, as docs/wire-formats.md lays it out. */
final class TaskWord {

  private static final int RUNS = 1;
  private static final int BORN = 2;
  private static final int EXEC = 3;
  private static final int NAMED = 4;
  private static final int ENDED = 5;

  private TaskWord() {}

  /** Whether the task makes the accesses from here on. */
  static boolean runs(final long word) {
    return AsideWord.kind(word) == RUNS;
  }

  /**
   * What happened to the task, if that isn't that it runs; the ordinal is to be set.
   *
   * @throws DamagedStreamException if nothing is known to happen to tasks that has this number
   */
  static TraceEvent event(final long word, final Task task) {
    return switch (AsideWord.kind(word)) {
      case BORN -> new TraceEvent.TaskBorn(0, task, task.parent());
      case EXEC -> new TraceEvent.TaskExec(0, task);
      case NAMED -> new TraceEvent.TaskRenamed(0, task);
      case ENDED -> new TraceEvent.TaskEnded(0, task);
      default ->
          throw new DamagedStreamException("a record tells of a task what isn't known: " + word);
    };
  }
}
