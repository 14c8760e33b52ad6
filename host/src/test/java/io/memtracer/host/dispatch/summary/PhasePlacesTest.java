package io.memtracer.host.dispatch.summary;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memtracer.api.Phase;
import io.memtracer.api.RecordBatchWriter;
import io.memtracer.api.Task;
import io.memtracer.host.dispatch.Dispatch;
import io.memtracer.host.ring.BatchAssembler;
import io.memtracer.host.ring.BatchSource;
import io.memtracer.host.status.PhaseSpan;
import io.memtracer.host.status.Phases;
import io.memtracer.host.status.TaskChoice;
import java.util.List;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentTerminationException;
import org.junit.jupiter.api.Test;

/** Where phases are in what the analyzers are given. */
final class PhasePlacesTest {

  private static final Phase LOAD = new Phase(1, "load");
  private static final Task SORT = new Task(7, 123, 123, 1, "sort");
  private static final Task CAT = new Task(8, 124, 124, 2, "cat");

  private static final List<Block> BLOCKS =
      List.of(
          new Block(SORT, Phase.NONE, 10),
          new Block(CAT, LOAD, 40),
          new Block(SORT, LOAD, 20),
          new Block(SORT, LOAD, 3),
          new Block(SORT, Phase.NONE, 5));

  @Test
  void areWhereAnalyzersSeeThem() throws Exception {
    assertEquals(List.of(new PhaseSpan(1, 10, 73)), spans(TaskChoice.ALL));
    assertEquals(List.of(new PhaseSpan(1, 10, 33)), spans(new TaskChoice("sort")));
    assertEquals(List.of(new PhaseSpan(1, 0, 40)), spans(new TaskChoice("cat")));
  }

  private static List<PhaseSpan> spans(final TaskChoice tasks) throws Exception {
    final Dispatch dispatch = Dispatch.shared(new Blocks(), List.of(), tasks, 100);
    for (final Agent agent : dispatch.agents()) {
      agent.onStart();
      while (!hasEnded(agent)) {
        // As a thread of its own would.
      }
      agent.onClose();
    }
    return dispatch.counted(Phases.NONE).spans();
  }

  private static boolean hasEnded(final Agent agent) throws Exception {
    try {
      agent.doWork();
      return false;
    } catch (AgentTerminationException e) {
      return true;
    }
  }

  private record Block(Task task, Phase phase, int records) {}

  private static final class Blocks implements BatchSource {

    private int next;

    @Override
    public int drain(final BatchAssembler assembler) {
      if (isDrained()) {
        return 0;
      }
      final Block block = BLOCKS.get(next++);
      final RecordBatchWriter batch =
          assembler.room(block.records(), 0, block.task(), block.phase());
      batch.set(0, batch.batch().size() + block.records());
      return 1;
    }

    @Override
    public boolean isDrained() {
      return next == BLOCKS.size();
    }

    @Override
    public void close() {}
  }
}
