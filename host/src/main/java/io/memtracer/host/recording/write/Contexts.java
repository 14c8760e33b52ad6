package io.memtracer.host.recording.write;

import io.memtracer.api.Phase;
import io.memtracer.api.Task;
import io.memtracer.host.recording.format.Roles;
import io.memtracer.host.recording.format.Sink;
import io.memtracer.host.status.PhaseShare;
import io.memtracer.host.status.Phases;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A chunk's own numbers for tasks and phases, 0 for none, and what is known of each.
 *
 * <p>Not thread-safe.
 */
final class Contexts {

  private static final int OF_RUN = 1;

  private final Supplier<Phases> allPhases;
  private final Sink tasks = new Sink();
  private final Sink phases = new Sink();
  private final Map<Task, Integer> tasksByValue = new HashMap<>();
  private final Map<Integer, Integer> phasesById = new HashMap<>();
  private final Map<Integer, PhaseShare> known = new HashMap<>();

  /**
   * Numbers for nothing yet.
   *
   * @param allPhases all phases so far, asked for when there is one more
   */
  Contexts(final Supplier<Phases> allPhases) {
    this.allPhases = allPhases;
  }

  int of(final Task task) {
    if (!task.isKnown()) {
      return 0;
    }
    final Integer number = tasksByValue.get(task);
    return number == null ? add(task) : number;
  }

  private int add(final Task task) {
    tasks.putVarint(Integer.toUnsignedLong(task.id()));
    tasks.putVarint(Integer.toUnsignedLong(task.thread()));
    tasks.putVarint(Integer.toUnsignedLong(task.process()));
    tasks.putVarint(Integer.toUnsignedLong(task.addressSpace()));
    tasks.putVarint(Integer.toUnsignedLong(task.parent()));
    tasks.putVarint(Roles.number(task));
    tasks.putLong(task.bornNanos());
    tasks.putText(task.name());
    tasks.putText(task.program());
    tasksByValue.put(task, tasksByValue.size() + 1);
    return tasksByValue.size();
  }

  int of(final Phase phase) {
    if (phase.id() == 0) {
      return 0;
    }
    final Integer number = phasesById.get(phase.id());
    return number == null ? add(phase) : number;
  }

  private int add(final Phase phase) {
    if (!known.containsKey(phase.id())) {
      allPhases.get().shares().forEach(share -> known.put(share.phase().id(), share));
    }
    final PhaseShare share =
        known.getOrDefault(phase.id(), new PhaseShare(phase, 0, phase.name(), false, 0, 0, 0, 0));
    phases.putVarint(phase.id());
    phases.putVarint(share.parent());
    phases.putVarint(share.ofRun() ? OF_RUN : 0);
    phases.putText(phase.name());
    phases.putText(share.ownName());
    phasesById.put(phase.id(), phasesById.size() + 1);
    return phasesById.size();
  }

  int bytes() {
    return tasks.length() + phases.length();
  }

  /** Appends what is known of both. */
  void finish(final Sink body) {
    body.putSection(tasks);
    body.putSection(phases);
  }

  /** For the next chunk. */
  void clear() {
    tasks.clear();
    phases.clear();
    tasksByValue.clear();
    phasesById.clear();
  }
}
