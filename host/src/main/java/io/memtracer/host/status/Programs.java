package io.memtracer.host.status;

import io.memtracer.api.Task;

/** What to call the program that a task executes. */
public final class Programs {

  private Programs() {}

  /** The path as it was executed; where that says nothing, what the task is called. */
  public static String path(final Task task) {
    final String path = task.program();
    final boolean saysNothing =
        path.isEmpty() || path.startsWith("/proc/") || path.startsWith("/dev/fd/");
    return saysNothing ? task.name() : path;
  }

  /** The last part of the path. */
  public static String name(final Task task) {
    final String path = path(task);
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
