package io.memtracer.plugins.sharing;

import io.memtracer.api.RecordBatch;
import io.memtracer.api.Task;
import io.memtracer.plugins.support.AddressSpaces;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BinaryOperator;

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

  /** By their address spaces, as addresses keep them; empty for one that was of several. */
  private final Map<Long, String> programs = new HashMap<>();

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
      final long space = AddressSpaces.kept(task.addressSpace());
      if (space != 0) {
        programs.merge(space, task.image(), Owners::common);
      }
    }
  }

  /** A line may have been shared before or after the change. */
  private static String common(final String one, final String other) {
    return one.equals(other) ? one : "";
  }

  void save(final DataOutput out) throws IOException {
    save(names, out);
    save(programs, out);
  }

  private static void save(final Map<Long, String> texts, final DataOutput out) throws IOException {
    out.writeInt(texts.size());
    for (final Map.Entry<Long, String> text : texts.entrySet()) {
      out.writeLong(text.getKey());
      out.writeUTF(text.getValue());
    }
  }

  /** Takes note of what {@link #save} wrote of the tasks behind these. */
  void append(final DataInput in) throws IOException {
    append(names, in, (before, behind) -> behind);
    append(programs, in, Owners::common);
  }

  private static void append(
      final Map<Long, String> texts, final DataInput in, final BinaryOperator<String> both)
      throws IOException {
    for (int left = in.readInt(); left > 0; left--) {
      texts.merge(in.readLong(), in.readUTF(), both);
    }
  }

  /** What runs where an address is that was told apart; empty in the kernel's half. */
  String program(final long apart) {
    return programs.getOrDefault(AddressSpaces.spaceOf(apart), "");
  }

  /** The address that was told apart. Else its upper bits are those of none that a machine has. */
  long address(final long apart) {
    return programs.containsKey(AddressSpaces.spaceOf(apart))
        ? AddressSpaces.address(apart)
        : apart;
  }

  String name(final long owner) {
    return switch (by) {
      case VCPU -> "vCPU " + owner;
      case TASK -> owner == 0 ? "unknown" : names.getOrDefault(owner, "task " + owner);
      case MODE -> owner == USER ? "user" : "kernel";
    };
  }
}
