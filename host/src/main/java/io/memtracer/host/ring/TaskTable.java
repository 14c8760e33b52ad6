package io.memtracer.host.ring;

import io.memtracer.api.Task;
import io.memtracer.host.status.TraceException;
import java.nio.file.Path;

/** The plugin's numbers for tasks of the guest. */
final class TaskTable implements AutoCloseable {

  static final RowTable.Kind KIND = new RowTable.Kind("task", "MTTASK01", 1, 64, 524_288);

  private static final int NAME_BYTES = 16;

  /** The longest path there can be. */
  private static final int PROGRAM_BYTES = 4096;

  private static final int IS_KERNEL = 1;
  private static final int IS_WORKLOAD = 2;
  private static final int IS_AGENT = 4;
  private static final int IS_IDLE = 8;
  private static final int IS_SEVERAL = 16;
  private static final String SEVERAL = "(later tasks)";

  private final RowTable table;
  private final Task[] known;

  private TaskTable(final RowTable table) {
    this.table = table;
    known = new Task[table.capacity()];
    known[0] = Task.UNKNOWN;
  }

  /**
   * Maps the table that a plugin has made; one without rows if it was not to make any.
   *
   * @throws TraceException if it can't, or it is no task table
   */
  static TaskTable open(final Path path) {
    return new TaskTable(RowTable.open(path, KIND));
  }

  /**
   * The task in a row, always the same object.
   *
   * @throws DamagedStreamException if there is no such row
   */
  Task task(final int row) {
    if (row < 0 || row >= known.length || known[row] == null) {
      final int at = table.at(row);
      known[row] = read(at);
    }
    return known[row];
  }

  private Task read(final int row) {
    final int flags = table.getInt(row + 20);
    return new Task(
        table.getInt(row),
        table.getInt(row + 4),
        table.getInt(row + 8),
        table.getInt(row + 12),
        table.getInt(row + 16),
        role(flags),
        table.getLong(row + 32),
        (flags & IS_SEVERAL) == 0 ? table.paddedText(row + 40, NAME_BYTES) : SEVERAL,
        table.text(table.getInt(row + 24), table.getInt(row + 28), PROGRAM_BYTES),
        table.getInt(row + 56));
  }

  private static Task.Role role(final int flags) {
    if ((flags & IS_IDLE) != 0) {
      return Task.Role.IDLE;
    }
    if ((flags & IS_KERNEL) != 0) {
      return Task.Role.KERNEL;
    }
    if ((flags & IS_WORKLOAD) != 0) {
      return Task.Role.WORKLOAD;
    }
    return (flags & IS_AGENT) != 0 ? Task.Role.AGENT : Task.Role.OTHER;
  }

  /** Unmaps it. */
  @Override
  public void close() {
    table.close();
  }
}
