package io.memtracer.plugins.sharing;

import io.memtracer.api.RecordBatch;
import io.memtracer.api.Task;
import java.util.HashMap;
import java.util.Map;

/** Who shares. Not thread-safe. */
final class Owners {

  /** By what they are told apart. */
  enum By {
    VCPU,
    TASK,
    MODE
  }

  private static final long KERNEL = 0;
  private static final long USER = 1;

  private final By by;
  private final Map<Long, String> names = new HashMap<>();
  private final Map<Integer, String> programs = new HashMap<>();
  private Task last = Task.UNKNOWN;

  Owners(final By by) {
    this.by = by;
  }

  /** The owner of a batch's accesses by kernel code. */
  long kernel(final RecordBatch batch) {
    return by == By.MODE ? KERNEL : both(batch);
  }

  /** The owner of a batch's accesses by user code. */
  long user(final RecordBatch batch) {
    return by == By.MODE ? USER : both(batch);
  }

  private long both(final RecordBatch batch) {
    return by == By.VCPU ? batch.vcpu() : batch.task().id();
  }

  /** Takes note of what a task is called, and what it runs. */
  void know(final Task task) {
    if (!task.equals(last)) {
      last = task;
      names.put((long) task.id(), task.name() + " " + task.thread());
      programs.put(LineKey.kept(task.addressSpace()), task.program());
    }
  }

  /** What runs where a line is; empty in the kernel's half. */
  String program(final long key) {
    return programs.getOrDefault(LineKey.spaceOf(key), "");
  }

  String name(final long owner) {
    return switch (by) {
      case VCPU -> "vCPU " + owner;
      case TASK -> owner == 0 ? "unknown" : names.getOrDefault(owner, "task " + owner);
      case MODE -> owner == USER ? "user" : "kernel";
    };
  }
}
