package io.memtracer.api;

import java.util.Objects;

/**
 * A thread of the guest, as its kernel knows it. A change, such as another name, makes another
 * value with the same {@link #id}.
 *
 * <p>The host and the test kit make these; analyzers only read them.
 *
 * @param id different for each task of a run and never used again; 0 is {@link #UNKNOWN}
 * @param thread the kernel's number of the thread, which it may give to a later one again
 * @param process the kernel's number of the process it belongs to
 * @param addressSpace different for each address space of a run: equal addresses of two tasks mean
 *     the same memory if this is equal. 0 if it isn't known
 * @param name what the kernel calls it, at most 15 bytes; it comes from the guest and is not to be
 *     trusted
 */
public record Task(int id, int thread, int process, int addressSpace, String name) {

  /** Whatever task it was: nobody looked. */
  public static final Task UNKNOWN = new Task(0, 0, 0, 0, "");

  public Task {
    Objects.requireNonNull(name, "name");
  }

  /**
   * Whether anything is known.
   *
   * @return false for {@link #UNKNOWN}
   */
  public boolean isKnown() {
    return id != 0;
  }
}
