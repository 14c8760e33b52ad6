package io.memtracer.host.dispatch.summary;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memtracer.api.Phase;
import io.memtracer.api.RecordBatchWriter;
import io.memtracer.api.RecordWord;
import io.memtracer.api.Task;
import io.memtracer.api.TraceEvent;
import io.memtracer.host.status.PhaseShare;
import io.memtracer.host.status.Phases;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is counted in stretches is what is counted in one go, wherever they are cut. */
final class SummaryTest {

  private static final int STEPS = 400;
  private static final String LONG_PATH = "/x".repeat(50_000);

  private static final List<Task> TASKS =
      IntStream.range(0, 5)
          .mapToObj(
              id ->
                  new Task(
                      id,
                      id,
                      id,
                      id,
                      0,
                      id % 2 == 0 ? Task.Role.WORKLOAD : Task.Role.OTHER,
                      id,
                      "t" + id,
                      LONG_PATH))
          .toList();

  private static final Phases NAMED =
      new Phases(
          Optional.empty(),
          IntStream.range(1, 4)
              .mapToObj(
                  id -> new PhaseShare(new Phase(id, "p" + id), 0, "p" + id, false, 1, 1, 0, 0))
              .toList(),
          0,
          0);

  private final Random random = new Random(20_261_130);

  /** A batch, or something that happens. */
  private record Step(Optional<RecordBatchWriter> batch, Optional<TraceEvent> event) {

    long records() {
      return batch.map(filled -> filled.batch().size()).orElse(0);
    }
  }

  @Test
  void isTheSameWhereverItIsCut() throws IOException {
    for (int round = 0; round < 20; round++) {
      final List<Step> steps = steps();
      final Summary serial = Summary.ofAll();
      tell(serial, steps, 0);
      final Summary merged = Summary.ofAll();
      long ordinal = 0;
      int from = 0;
      while (from < steps.size()) {
        final int to = Math.min(steps.size(), from + 1 + random.nextInt(1 << random.nextInt(8)));
        final List<Step> some = steps.subList(from, to);
        final Summary stretch = Summary.ofStretch();
        tell(stretch, some, ordinal);
        merged.mergeNext(saved(stretch));
        ordinal += some.stream().mapToLong(Step::records).sum();
        from = to;
      }
      assertEquals(serial.attribution(0), merged.attribution(0));
      assertEquals(serial.counted(NAMED), merged.counted(NAMED));
    }
  }

  private List<Step> steps() {
    final List<Step> steps = new ArrayList<>();
    for (int i = 0; i < STEPS; i++) {
      final Task task = TASKS.get(random.nextInt(TASKS.size()));
      if (random.nextInt(8) == 0) {
        steps.add(new Step(Optional.empty(), Optional.of(new TraceEvent.TaskEnded(0, task))));
        continue;
      }
      final int id = random.nextInt(4);
      final RecordBatchWriter batch = new RecordBatchWriter(64);
      batch.of(0, task, id == 0 ? Phase.NONE : new Phase(id, "p" + id));
      for (int records = 1 + random.nextInt(64); records > 0; records--) {
        batch.add(RecordWord.of(0x1000, 0, random.nextInt(4), false, 3), 0x2000);
      }
      steps.add(new Step(Optional.of(batch), Optional.empty()));
    }
    return steps;
  }

  private static void tell(final Summary summary, final List<Step> steps, final long first) {
    long ordinal = first;
    for (final Step step : steps) {
      step.event().ifPresent(summary::event);
      if (step.batch().isPresent()) {
        final RecordBatchWriter batch = step.batch().get();
        summary.add(batch.batch());
        batch.set(ordinal, batch.batch().size());
        summary.place(batch.batch());
        ordinal += step.records();
      }
    }
  }

  private static DataInputStream saved(final Summary summary) throws IOException {
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    summary.save(new DataOutputStream(bytes));
    return new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
  }
}
