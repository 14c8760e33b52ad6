package io.memtracer.host.dispatch.partition;

import io.memtracer.api.Task;
import io.memtracer.host.status.Programs;
import io.memtracer.host.status.TaskParts;

/**
 * Which tasks belong together.
 *
 * <p>Not thread-safe.
 */
final class TaskGrouping {

  /**
   * Some tasks.
   *
   * @param key begins the keys of their sections; empty for those that aren't known
   * @param name what people read
   */
  record Group(String key, String name) {}

  private static final Group NONE = new Group("", "");

  private final TaskParts how;
  private final KeysOfNames keysOfPrograms = new KeysOfNames("program");
  private Task last = Task.UNKNOWN;
  private Group groupOfLast = NONE;

  TaskGrouping(final TaskParts how) {
    this.how = how;
  }

  Group of(final Task task) {
    if (!task.equals(last)) {
      last = task;
      groupOfLast = find(task);
    }
    return groupOfLast;
  }

  private Group find(final Task task) {
    if (!task.isKnown()) {
      return NONE;
    }
    return switch (how) {
      case NONE -> NONE;
      case TASK -> new Group("task-" + task.id(), task.name() + " " + task.thread());
      case PROCESS -> process(task);
      case PROGRAM -> program(task);
    };
  }

  /** The kernel's threads are of none. */
  private static Group process(final Task task) {
    return switch (task.role()) {
      case KERNEL -> kernel();
      case IDLE -> idle();
      case WORKLOAD, AGENT, OTHER ->
          new Group("process-" + task.process(), Programs.name(task) + " " + task.process());
    };
  }

  private Group program(final Task task) {
    return switch (task.role()) {
      case KERNEL -> kernel();
      case IDLE -> idle();
      case AGENT -> new Group("agent", "memtracer's agent");
      case WORKLOAD, OTHER -> {
        final String path = Programs.path(task);
        yield new Group(keysOfPrograms.of(path, Programs.name(task)), path);
      }
    };
  }

  private static Group kernel() {
    return new Group("kernel-threads", "threads of the kernel");
  }

  private static Group idle() {
    return new Group("idle", "nothing to do");
  }
}
