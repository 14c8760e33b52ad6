package io.memtracer.host.status;

import io.memtracer.api.Task;

/**
 * What one task did, while it was as it is here.
 *
 * @param task which
 * @param user its accesses at CPL 3
 * @param kernel its other ones, and those of interrupts while it ran
 */
public record TaskShare(Task task, long user, long kernel) {

  /** All of them. */
  public long accesses() {
    return user + kernel;
  }
}
