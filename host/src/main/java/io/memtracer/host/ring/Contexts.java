package io.memtracer.host.ring;

import io.memtracer.api.Phase;
import io.memtracer.api.Task;
import io.memtracer.host.status.Phases;
import io.memtracer.host.status.TraceException;
import java.nio.file.Path;

/**
 * What words that are no accesses are about: the plugin's tables of tasks and phases.
 *
 * @param tasks the guest's tasks
 * @param phases what its programs named
 */
record Contexts(TaskTable tasks, PhaseTable phases) implements AutoCloseable {

  /**
   * Maps the tables that a plugin has made; those that it was not to make have no rows.
   *
   * @param prefix what the plugin's files begin with
   * @throws TraceException if one of them can't be used
   */
  static Contexts open(final Path prefix) {
    final TaskTable tasks = TaskTable.open(SharedRings.taskTable(prefix));
    try {
      return new Contexts(tasks, PhaseTable.open(SharedRings.phaseTable(prefix)));
    } catch (TraceException e) {
      tasks.close();
      throw e;
    }
  }

  /** The task that a word is about. */
  Task task(final long word) {
    return tasks.task(AsideWord.row(word));
  }

  /** The phase that a word is about. */
  Phase phase(final long word) {
    return phases.phase(AsideWord.row(word));
  }

  /** All phases there are so far; none if the table has what no plugin writes. */
  Phases allPhases() {
    try {
      return phases.phases();
    } catch (DamagedStreamException e) {
      return Phases.unknown(e.getMessage());
    }
  }

  @Override
  public void close() {
    tasks.close();
    phases.close();
  }
}
