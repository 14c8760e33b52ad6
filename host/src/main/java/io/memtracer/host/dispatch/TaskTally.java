package io.memtracer.host.dispatch;

import io.memtracer.api.RecordBatch;
import io.memtracer.api.RecordWord;
import io.memtracer.api.Task;
import io.memtracer.host.status.TaskShare;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts who makes the accesses. The same task after a change counts apart.
 *
 * <p>Filled by one thread; asked by whoever has seen that thread end.
 */
final class TaskTally {

  /** What has been counted of a task. */
  private static final class Counts {
    private long user;
    private long kernel;
  }

  private final Map<Task, Counts> byTask = new LinkedHashMap<>();
  private Task last;
  private Counts countsOfLast = new Counts();

  /** Adds a batch. Where no task is known nothing is looked at. */
  void add(final RecordBatch batch) {
    final Task task = batch.task();
    if (!task.isKnown()) {
      return;
    }
    if (!task.equals(last)) {
      last = task;
      countsOfLast = byTask.computeIfAbsent(task, another -> new Counts());
    }
    final long user = users(batch);
    countsOfLast.user += user;
    countsOfLast.kernel += batch.size() - user;
  }

  private static long users(final RecordBatch batch) {
    final int size = batch.size();
    long users = 0;
    for (int i = 0; i < size; i++) {
      users += RecordWord.userBit(batch.word(i));
    }
    return users;
  }

  /** What was counted, in the order in which they came. */
  List<TaskShare> shares() {
    return byTask.entrySet().stream()
        .map(entry -> new TaskShare(entry.getKey(), entry.getValue().user, entry.getValue().kernel))
        .toList();
  }
}
