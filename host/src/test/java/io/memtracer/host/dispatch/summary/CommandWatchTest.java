package io.memtracer.host.dispatch.summary;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memtracer.api.Phase;
import io.memtracer.api.RecordBatchWriter;
import io.memtracer.api.RecordWord;
import io.memtracer.api.Task;
import io.memtracer.api.TraceEvent;
import io.memtracer.host.status.Attribution.Command;
import org.junit.jupiter.api.Test;

final class CommandWatchTest {

  private static final Task LATER = task(1, 0, Task.Role.WORKLOAD);
  private static final Task AGENT = task(3, 1, Task.Role.AGENT);
  private static final Task COMMAND = task(4, 70, Task.Role.WORKLOAD);
  private static final Task CHILD = task(5, 71, Task.Role.WORKLOAD);

  private final CommandWatch watch = new CommandWatch();

  private static Task task(final int id, final int thread, final Task.Role role) {
    return new Task(id, thread, thread, id, 0, role, 0, "x", "/x");
  }

  private void runs(final Task task) {
    final RecordBatchWriter writer = new RecordBatchWriter(10);
    writer.of(0, task, Phase.NONE);
    writer.add(RecordWord.of(0x1000, 0, 3, false, 3), 0x2000);
    watch.add(writer.batch());
  }

  private void ends(final Task task) {
    watch.event(new TraceEvent.TaskEnded(0, task));
  }

  @Test
  void hasSeenNothingOfTheCommandInOthers() {
    runs(AGENT);
    ends(AGENT);
    runs(LATER);
    runs(Task.UNKNOWN);
    assertEquals(Command.UNSEEN, watch.command());
  }

  @Test
  void knowsTheCommandFromItsChildren() {
    runs(COMMAND);
    runs(CHILD);
    ends(CHILD);
    assertEquals(Command.RUNNING, watch.command());
    ends(COMMAND);
    runs(CHILD);
    assertEquals(Command.ENDED, watch.command());
  }

  /** Several vCPUs' records don't come in the order in which they were made. */
  @Test
  void knowsItIfAChildIsSeenFirst() {
    runs(CHILD);
    ends(CHILD);
    assertEquals(Command.ENDED, watch.command());
    runs(COMMAND);
    assertEquals(Command.RUNNING, watch.command());
    ends(COMMAND);
    runs(COMMAND);
    assertEquals(Command.ENDED, watch.command());
  }
}
