package io.memtracer.host.dispatch.summary;

import io.memtracer.api.RecordBatch;
import io.memtracer.api.Task;
import io.memtracer.api.TraceEvent;
import io.memtracer.host.status.Attribution.Command;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Looks what became of the command's own process: of its first task, which has the least number of
 * all that came of the command.
 *
 * <p>Filled by one thread; asked by whoever has seen that thread end.
 */
final class CommandWatch {

  private int first = Integer.MAX_VALUE;
  private boolean ended;
  private Task last = Task.UNKNOWN;

  /** Sees a batch: its task is there. */
  void add(final RecordBatch batch) {
    final Task task = batch.task();
    if (!task.equals(last)) {
      last = task;
      see(task, false);
    }
  }

  /** Sees an event of a task. */
  void event(final TraceEvent event) {
    if (event instanceof TraceEvent.TaskEnded end) {
      see(end.task(), true);
    }
  }

  private void see(final Task task, final boolean end) {
    // Those for which there was no room of their own are no thread.
    if (task.role() != Task.Role.WORKLOAD || task.thread() == 0 || task.id() > first) {
      return;
    }
    ended = end || (ended && task.id() == first);
    first = task.id();
  }

  void save(final DataOutput out) throws IOException {
    out.writeInt(first);
    out.writeBoolean(ended);
  }

  /** Adds what another one saw, and saved, after this. */
  void merge(final DataInput in) throws IOException {
    final int other = in.readInt();
    final boolean otherEnded = in.readBoolean();
    if (other <= first) {
      ended = otherEnded || (ended && other == first);
      first = other;
    }
  }

  /** What became of it. */
  Command command() {
    return first == Integer.MAX_VALUE ? Command.UNSEEN : ended ? Command.ENDED : Command.RUNNING;
  }
}
