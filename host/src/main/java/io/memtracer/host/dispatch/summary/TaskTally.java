package io.memtracer.host.dispatch.summary;

import io.memtracer.api.RecordBatch;
import io.memtracer.api.Task;
import io.memtracer.host.status.TaskShare;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts who makes the accesses. The same task after a change counts apart.
 *
 * <p>Filled by one thread; asked by whoever has seen that thread end.
 */
final class TaskTally {

  private final Map<Task, ModeCounts> byTask = new LinkedHashMap<>();
  private Task last;
  private ModeCounts countsOfLast = new ModeCounts();

  /** Adds a batch. Where no task is known nothing is looked at. */
  void add(final RecordBatch batch) {
    final Task task = batch.task();
    if (!task.isKnown()) {
      return;
    }
    if (!task.equals(last)) {
      last = task;
      countsOfLast = byTask.computeIfAbsent(task, another -> new ModeCounts());
    }
    countsOfLast.add(batch);
  }

  void save(final DataOutput out) throws IOException {
    out.writeInt(byTask.size());
    for (final Map.Entry<Task, ModeCounts> entry : byTask.entrySet()) {
      SavedTasks.write(entry.getKey(), out);
      entry.getValue().save(out);
    }
  }

  /** Adds what another one counted, and saved, of the records that come next. */
  void merge(final DataInput in) throws IOException {
    for (int left = in.readInt(); left > 0; left--) {
      final Task task = SavedTasks.read(in);
      byTask.computeIfAbsent(task, another -> new ModeCounts()).merge(in);
    }
  }

  /** What was counted, in the order in which they came. */
  List<TaskShare> shares() {
    return byTask.entrySet().stream()
        .map(
            entry ->
                new TaskShare(entry.getKey(), entry.getValue().user(), entry.getValue().kernel()))
        .toList();
  }
}
