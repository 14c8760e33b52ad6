package io.memtracer.host.status;

import io.memtracer.api.Task;

/**
 * Of which tasks records are wanted.
 *
 * @param name a task's name, its program's path, or the last part of that; {@code workload} for the
 *     command and all that came of it; empty for all
 */
public record TaskChoice(String name) {

  /** All of them, known or not. */
  public static final TaskChoice ALL = new TaskChoice("");

  private static final String WORKLOAD = "workload";

  /** Whether none is left out. */
  public boolean isAll() {
    return name.isEmpty();
  }

  /** Whether a task's records are wanted. */
  public boolean includes(final Task task) {
    if (isAll()) {
      return true;
    }
    return name.equals(WORKLOAD)
        ? task.role() == Task.Role.WORKLOAD
        : name.equals(task.name())
            || name.equals(Programs.path(task))
            || name.equals(Programs.name(task));
  }
}
