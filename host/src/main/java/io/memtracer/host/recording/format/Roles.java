package io.memtracer.host.recording.format;

import io.memtracer.api.Task;

/** The byte by which chunks say a task's role, and the layout of its program's memory. */
public final class Roles {

  private static final int OTHER = 0;
  private static final int WORKLOAD = 1;
  private static final int AGENT = 2;
  private static final int KERNEL = 3;
  private static final int IDLE = 4;

  private static final int LAYOUT_SHIFT = 3;
  private static final int ROLE_MASK = (1 << LAYOUT_SHIFT) - 1;

  /** More than there are. */
  private static final int MOST_LAYOUT = 15;

  private Roles() {}

  /** That of a task. */
  public static int number(final Task task) {
    return number(task.role())
        | Math.min(task.layout() & Integer.MAX_VALUE, MOST_LAYOUT) << LAYOUT_SHIFT;
  }

  private static int number(final Task.Role role) {
    return switch (role) {
      case OTHER -> OTHER;
      case WORKLOAD -> WORKLOAD;
      case AGENT -> AGENT;
      case KERNEL -> KERNEL;
      case IDLE -> IDLE;
    };
  }

  /** The layout in a number. */
  public static int layout(final int number) {
    return number >>> LAYOUT_SHIFT;
  }

  /**
   * The role in a number.
   *
   * @throws DamagedException if there is no such role
   */
  public static Task.Role of(final int number) {
    return switch (number & ROLE_MASK) {
      case OTHER -> Task.Role.OTHER;
      case WORKLOAD -> Task.Role.WORKLOAD;
      case AGENT -> Task.Role.AGENT;
      case KERNEL -> Task.Role.KERNEL;
      case IDLE -> Task.Role.IDLE;
      default -> throw new DamagedException("no role of a task has the number " + number);
    };
  }
}
