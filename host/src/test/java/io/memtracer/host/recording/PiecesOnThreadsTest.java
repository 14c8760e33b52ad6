package io.memtracer.host.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.api.AnalysisContext;
import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.EndOfTrace;
import io.memtracer.api.Mergeable;
import io.memtracer.api.RecordBatch;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.TraceEvent;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Metric;
import io.memtracer.api.result.Section;
import io.memtracer.api.result.Unit;
import io.memtracer.host.TestFactory;
import io.memtracer.host.dispatch.LaneSpec;
import io.memtracer.host.parallel.ParallelReplay;
import io.memtracer.host.parallel.ThreadFarm;
import io.memtracer.host.pipeline.Pipeline;
import io.memtracer.host.pipeline.PipelineConfig;
import io.memtracer.host.recording.format.Compression;
import io.memtracer.host.recording.read.Range;
import io.memtracer.host.recording.read.RecordedIntake;
import io.memtracer.host.recording.read.RecordedTrace;
import io.memtracer.host.status.Parts;
import io.memtracer.host.status.Recorded;
import io.memtracer.host.status.TaskChoice;
import io.memtracer.host.status.TaskParts;
import io.memtracer.testkit.Results;
import io.memtracer.testkit.TestContext;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Analyzers that look at pieces of a recorded trace, on several threads, and are merged. */
@Timeout(60)
final class PiecesOnThreadsTest {

  @TempDir private Path directory;

  @Test
  void oneThatFailsIsNoneOfTheOthersBusiness() {
    final Recorded recorded =
        new Recordings(directory, Compression.FAST).chunks(5_000).record(3, 30, 2000);
    try (RecordedTrace trace = RecordedTrace.open(recorded.file())) {
      final ParallelReplay replay =
          ParallelReplay.of(
              trace,
              Range.ALL,
              new ThreadFarm(2),
              List.of(spec("refuses", false), spec("counts", true)),
              TaskChoice.ALL);
      assertEquals(List.of("refuses", "counts"), replay.merged());
      final TraceAnalyzer refuses = create(replay.lanes().get(0));
      final TraceAnalyzer counts = create(replay.lanes().get(1));
      assertThrows(IllegalStateException.class, () -> refuses.onStart(context()));
      refuses.close();
      counts.onStart(context());
      while (!replay.isDone()) {
        Thread.onSpinWait();
      }
      final AnalysisResult result = counts.onEnd(EndOfTrace.of(recorded.records()));
      counts.close();
      assertEquals(recorded.records(), Results.metric(result, "counts", "records"));
    }
  }

  /** Each part has its ordinals, its name and its place, whoever looks at which piece. */
  @ParameterizedTest
  @CsvSource({
    "false, NONE, false, task3",
    "true, NONE, false, ''",
    "false, TASK, true, ''",
    "true, PROCESS, true, task1",
    "true, PROGRAM, false, ''"
  })
  void findsTheSameOfPartsAndOfSomeTasks(
      final boolean byCpl, final TaskParts byTask, final boolean byPhase, final String task) {
    final Recorded recorded =
        new Recordings(directory, Compression.FAST).chunks(3_000).record(5, 40, 1500);
    final LaneSpec spec =
        new LaneSpec(
            "digest",
            counting("digest", true),
            "1.0",
            AnalyzerOptions.of(List.of(), Map.of()),
            context(),
            new Parts(byCpl, byTask, byPhase));
    try (RecordedTrace trace = RecordedTrace.open(recorded.file())) {
      final TaskChoice tasks = new TaskChoice(task);
      final AnalysisResult serial = replayed(trace, List.of(spec), tasks, () -> true);
      assertTrue(serial.sections().size() > (byTask == TaskParts.NONE ? 0 : 5), serial::toString);
      for (final int threads : new int[] {1, 3}) {
        final ParallelReplay replay =
            ParallelReplay.of(trace, Range.ALL, new ThreadFarm(threads), List.of(spec), tasks);
        assertEquals(serial, replayed(trace, replay.lanes(), tasks, replay::isDone));
      }
    }
  }

  private static AnalysisResult replayed(
      final RecordedTrace trace,
      final List<LaneSpec> lanes,
      final TaskChoice tasks,
      final BooleanSupplier othersAreDone) {
    final PipelineConfig config = PipelineConfig.defaults().withTasks(tasks);
    final RecordedIntake intake = trace.intake(Range.ALL, config.batchRecords());
    intake.endsAfter(othersAreDone);
    try (Pipeline pipeline = Pipeline.start(config, lanes, intake)) {
      return pipeline.finish(trace.records()).analyzers().get(0).result().orElseThrow();
    }
  }

  private static TraceAnalyzer create(final LaneSpec lane) {
    return lane.factory().create(lane.options());
  }

  private AnalysisContext context() {
    return TestContext.builder().scratchDirectory(directory).build();
  }

  private LaneSpec spec(final String name, final boolean starts) {
    return new LaneSpec(
        counting(name, starts), "1.0", AnalyzerOptions.of(List.of(), Map.of()), context());
  }

  private static TestFactory counting(final String name, final boolean starts) {
    return new TestFactory(name, "counts records", options -> new Counter(starts));
  }

  private static final class Counter implements TraceAnalyzer, Mergeable {
    private final boolean starts;
    private long records;
    private long digest;

    Counter(final boolean starts) {
      this.starts = starts;
    }

    @Override
    public void onStart(final AnalysisContext context) {
      if (!starts) {
        throw new IllegalStateException("on purpose");
      }
    }

    @Override
    public void onBatch(final RecordBatch batch) {
      records += batch.size();
      for (int i = 0; i < batch.size(); i++) {
        see(batch.firstOrdinal() + i, batch.word(i) ^ Long.rotateLeft(batch.address(i), 7));
      }
    }

    @Override
    public void onEvent(final TraceEvent event) {
      see(event.ordinal(), event.at(0).hashCode());
    }

    /** Sums of what depends on the ordinals: in which order they are added doesn't matter. */
    private void see(final long ordinal, final long what) {
      final long mixed = (ordinal + 1) * 0x9e37_79b9_7f4a_7c15L ^ what;
      digest += mixed * mixed ^ Long.rotateLeft(mixed, 31);
    }

    @Override
    public AnalysisResult onEnd(final EndOfTrace end) {
      return AnalysisResult.of(
          Section.of(
              "counts",
              "Counts",
              Metric.of("records", "Records", records, Unit.ACCESSES),
              Metric.of("delivered", "Delivered", end.recordsDelivered(), Unit.ACCESSES),
              Metric.of("digest", "Digest", digest, Unit.NONE)));
    }

    @Override
    public void save(final DataOutput out) throws IOException {
      out.writeLong(records);
      out.writeLong(digest);
    }

    @Override
    public void mergeNext(final DataInput in) throws IOException {
      records += in.readLong();
      digest += in.readLong();
    }

    @Override
    public void close() {}
  }
}
