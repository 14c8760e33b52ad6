package io.memtracer.api;

import java.util.Objects;

/**
 * A thread of the guest, as its kernel knows it. A change, such as another name or program, makes
 * another value with the same {@link #id}.
 *
 * <p>The host and the test kit make these; analyzers only read them.
 *
 * @param id different for each task of a run and never used again; 0 is {@link #UNKNOWN}
 * @param thread the kernel's number of the thread, which it may give to a later one again
 * @param process the kernel's number of the process it belongs to
 * @param addressSpace different for each address space of a run: equal addresses of two tasks mean
 *     the same memory if this is equal. 0 if it isn't known, or the task has none of its own
 * @param parent the {@link #id} of the task that made it; 0 if it isn't known
 * @param role why it is there
 * @param bornNanos when it was made, on a clock of the guest's; 0 if it isn't known
 * @param name what the kernel calls it, at most 15 bytes; it comes from the guest and is not to be
 *     trusted
 * @param program what it was last told to execute, as that was said: a path, not always a whole
 *     one; its own or what made it if it has executed nothing. Empty if it isn't known; not to be
 *     trusted either
 * @param layout of the program's memory: where a program had different code at one address, at
 *     different times or in different processes, tasks that differ in this may mean different
 *     things by equal addresses. 0 is the first layout, others count from 2
 */
public record Task(
    int id,
    int thread,
    int process,
    int addressSpace,
    int parent,
    Role role,
    long bornNanos,
    String name,
    String program,
    int layout) {

  /** Why a task is there. */
  public enum Role {
    /** It is the traced command, or came of it. */
    WORKLOAD,
    /** It is memtracer's agent in the guest, or came of that. */
    AGENT,
    /** It is a thread of the kernel. */
    KERNEL,
    /** It is what a vCPU does when there is nothing to do. */
    IDLE,
    /** It is none of these, or that isn't known. */
    OTHER
  }

  /** Whatever task it was: nobody looked. */
  public static final Task UNKNOWN = new Task(0, 0, 0, 0, "");

  public Task {
    Objects.requireNonNull(role, "role");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(program, "program");
  }

  /**
   * A task in the first layout of its program's memory.
   *
   * @param id see {@link #id}
   * @param thread see {@link #thread}
   * @param process see {@link #process}
   * @param addressSpace see {@link #addressSpace}
   * @param parent see {@link #parent}
   * @param role see {@link #role}
   * @param bornNanos see {@link #bornNanos}
   * @param name see {@link #name}
   * @param program see {@link #program}
   */
  public Task(
      final int id,
      final int thread,
      final int process,
      final int addressSpace,
      final int parent,
      final Role role,
      final long bornNanos,
      final String name,
      final String program) {
    this(id, thread, process, addressSpace, parent, role, bornNanos, name, program, 0);
  }

  /**
   * A task of which no more is known.
   *
   * @param id see {@link #id}
   * @param thread see {@link #thread}
   * @param process see {@link #process}
   * @param addressSpace see {@link #addressSpace}
   * @param name see {@link #name}
   */
  public Task(
      final int id,
      final int thread,
      final int process,
      final int addressSpace,
      final String name) {
    this(id, thread, process, addressSpace, 0, Role.OTHER, 0, name, "");
  }

  /**
   * What names of addresses in its memory go by: the program, and the layout unless it is the first
   * one, as {@code ./server (layout 2)}.
   *
   * @return empty if the program isn't known
   */
  public String image() {
    return layout == 0 || program.isEmpty() ? program : program + " (layout " + layout + ")";
  }

  /**
   * Whether anything is known.
   *
   * @return false for {@link #UNKNOWN}
   */
  public boolean isKnown() {
    return id != 0;
  }

  /**
   * Whether the other is the same task, though something about it may have changed.
   *
   * @param other another value
   * @return true if the numbers agree
   */
  public boolean isSameAs(final Task other) {
    return id == other.id;
  }
}
