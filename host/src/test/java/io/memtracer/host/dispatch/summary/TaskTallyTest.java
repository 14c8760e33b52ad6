package io.memtracer.host.dispatch.summary;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memtracer.api.Phase;
import io.memtracer.api.RecordBatchWriter;
import io.memtracer.api.RecordWord;
import io.memtracer.api.Task;
import io.memtracer.host.status.TaskShare;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TaskTallyTest {

  private static final Task SHELL = new Task(1, 70, 70, 1, "sh");
  private static final Task SORT = new Task(1, 70, 70, 2, "sort");

  private final TaskTally tally = new TaskTally();

  private void add(final Task task, final int... cpls) {
    final RecordBatchWriter writer = new RecordBatchWriter(10);
    writer.of(0, task, Phase.NONE);
    for (final int cpl : cpls) {
      writer.add(RecordWord.of(0x1000, 0, cpl, false, 3), 0x2000);
    }
    tally.add(writer.batch());
  }

  @Test
  void countsEachTaskAndWhatItBecomesApart() {
    add(Task.UNKNOWN, 3, 3);
    add(SHELL, 3, 0, 3);
    add(SHELL, 1);
    add(SORT, 2, 3);
    add(SHELL, 3);
    assertEquals(List.of(new TaskShare(SHELL, 3, 2), new TaskShare(SORT, 1, 1)), tally.shares());
  }
}
