package io.memtracer.host.status;

/** How tasks are taken apart. */
public enum TaskParts {
  /** Not at all. */
  NONE,
  /** Each task, a thread of the guest. */
  TASK,
  /** Each process: what has one memory. */
  PROCESS,
  /** Each program: what was executed, however often. */
  PROGRAM
}
