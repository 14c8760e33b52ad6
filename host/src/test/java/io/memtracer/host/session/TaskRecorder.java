package io.memtracer.host.session;

import io.memtracer.api.EndOfTrace;
import io.memtracer.api.RecordBatch;
import io.memtracer.api.RecordWord;
import io.memtracer.api.Task;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.TraceEvent;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Column;
import io.memtracer.api.result.Section;
import io.memtracer.api.result.Table;
import io.memtracer.api.result.Unit;
import io.memtracer.host.TestFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts what each task does to the arrays of {@code tasks.c}, and keeps all that is told of tasks.
 */
public final class TaskRecorder implements TraceAnalyzer {

  static final String NAME = "task-recorder";
  private static final long ARRAYS_ADDRESS = 0x1000_0000_0000L;
  private static final int ARRAYS = 6;
  private static final int ARRAY_BYTES = 8000;

  /** Loads and stores by task and array. */
  private final Map<String, long[]> counts = new TreeMap<>();

  private final List<List<Object>> events = new ArrayList<>();

  /** Names it. */
  public static final class Factory extends TestFactory {

    public Factory() {
      super(NAME, "keeps what tasks do", options -> new TaskRecorder());
    }
  }

  @Override
  public void onBatch(final RecordBatch batch) {
    for (int i = 0; i < batch.size(); i++) {
      final long offset = batch.address(i) - ARRAYS_ADDRESS;
      if (offset >= 0 && offset < ARRAYS * ARRAY_BYTES) {
        final String mode = RecordWord.isUser(batch.word(i)) ? "" : " in the kernel";
        final String key = batch.task().name() + " " + offset / ARRAY_BYTES + mode;
        counts.computeIfAbsent(key, some -> new long[2])[batch.isStore(i) ? 1 : 0]++;
      }
    }
  }

  @Override
  public void onEvent(final TraceEvent event) {
    if (event instanceof TraceEvent.TaskBorn born) {
      add("born", born.task());
    } else if (event instanceof TraceEvent.TaskExec exec) {
      add("exec", exec.task());
    } else if (event instanceof TraceEvent.TaskRenamed renamed) {
      add("renamed", renamed.task());
    } else if (event instanceof TraceEvent.TaskEnded ended) {
      add("ended", ended.task());
    }
  }

  private void add(final String what, final Task task) {
    events.add(List.of(what, task.id(), task.role().name(), task.name(), task.program()));
  }

  @Override
  public AnalysisResult onEnd(final EndOfTrace end) {
    final List<List<Object>> rows = new ArrayList<>();
    counts.forEach((key, count) -> rows.add(List.of(key, count[0], count[1])));
    return AnalysisResult.of(
        Section.of(
            "tasks",
            "Tasks",
            new Table(
                "arrays",
                "Arrays",
                List.of(
                    new Column("who", "who", Unit.TEXT),
                    new Column("loads", "loads", Unit.ACCESSES),
                    new Column("stores", "stores", Unit.ACCESSES)),
                rows),
            new Table(
                "events",
                "Events",
                List.of(
                    new Column("what", "what", Unit.TEXT),
                    new Column("id", "id", Unit.COUNT),
                    new Column("role", "role", Unit.TEXT),
                    new Column("name", "name", Unit.TEXT),
                    new Column("program", "program", Unit.TEXT)),
                events)));
  }
}
