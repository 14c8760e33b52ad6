package io.memtracer.host.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memtracer.api.AnalysisContext;
import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.EndOfTrace;
import io.memtracer.api.Mergeable;
import io.memtracer.api.RecordBatch;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.TraceAnalyzerFactory;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Metric;
import io.memtracer.api.result.Section;
import io.memtracer.api.result.Unit;
import io.memtracer.host.dispatch.LaneSpec;
import io.memtracer.host.parallel.ParallelReplay;
import io.memtracer.host.recording.format.Compression;
import io.memtracer.host.recording.read.Range;
import io.memtracer.host.recording.read.RecordedTrace;
import io.memtracer.host.status.Recorded;
import io.memtracer.testkit.Results;
import io.memtracer.testkit.TestContext;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

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
              trace, Range.ALL, 2, List.of(spec("refuses", false), spec("counts", true)));
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

  private static TraceAnalyzer create(final LaneSpec lane) {
    return lane.factory().create(lane.options());
  }

  private AnalysisContext context() {
    return TestContext.builder().scratchDirectory(directory).build();
  }

  private LaneSpec spec(final String name, final boolean starts) {
    return new LaneSpec(
        new CounterFactory(name, starts),
        "1.0",
        AnalyzerOptions.of(List.of(), Map.of()),
        context());
  }

  private record CounterFactory(String name, boolean starts) implements TraceAnalyzerFactory {

    @Override
    public String description() {
      return "counts records";
    }

    @Override
    public TraceAnalyzer create(final AnalyzerOptions options) {
      return new Counter(starts);
    }
  }

  private static final class Counter implements TraceAnalyzer, Mergeable {
    private final boolean starts;
    private long records;

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
    }

    @Override
    public AnalysisResult onEnd(final EndOfTrace end) {
      return AnalysisResult.of(
          Section.of("counts", "Counts", Metric.of("records", "Records", records, Unit.ACCESSES)));
    }

    @Override
    public void save(final DataOutput out) throws IOException {
      out.writeLong(records);
    }

    @Override
    public void mergeNext(final DataInput in) throws IOException {
      records += in.readLong();
    }

    @Override
    public void close() {}
  }
}
