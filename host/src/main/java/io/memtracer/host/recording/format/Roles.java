package io.memtracer.host.recording.format;

import io.memtracer.api.Task;

/** The numbers that roles of tasks have in chunks. */
public final class Roles {

  private static final int OTHER = 0;
  private static final int WORKLOAD = 1;
  private static final int AGENT = 2;
  private static final int KERNEL = 3;
  private static final int IDLE = 4;

  private Roles() {}

  /** That of a role. */
  public static int number(final Task.Role role) {
    return switch (role) {
      case OTHER -> OTHER;
      case WORKLOAD -> WORKLOAD;
      case AGENT -> AGENT;
      case KERNEL -> KERNEL;
      case IDLE -> IDLE;
    };
  }

  /**
   * The role of a number.
   *
   * @throws DamagedException if none has it
   */
  public static Task.Role of(final int number) {
    return switch (number) {
      case OTHER -> Task.Role.OTHER;
      case WORKLOAD -> Task.Role.WORKLOAD;
      case AGENT -> Task.Role.AGENT;
      case KERNEL -> Task.Role.KERNEL;
      case IDLE -> Task.Role.IDLE;
      default -> throw new DamagedException("no role of a task has the number " + number);
    };
  }
}
