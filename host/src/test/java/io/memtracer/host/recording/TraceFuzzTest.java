package io.memtracer.host.recording;

import static io.memtracer.host.report.Reports.outcome;
import static io.memtracer.host.report.Reports.report;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.api.RecordBatchWriter;
import io.memtracer.api.TraceEvent;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Metric;
import io.memtracer.api.result.Section;
import io.memtracer.api.result.Unit;
import io.memtracer.host.fuzz.Fuzzing;
import io.memtracer.host.fuzz.Mutations;
import io.memtracer.host.recording.format.Compression;
import io.memtracer.host.recording.read.Piece;
import io.memtracer.host.recording.read.Range;
import io.memtracer.host.recording.read.RecordedIntake;
import io.memtracer.host.recording.read.RecordedTrace;
import io.memtracer.host.report.TraceReport;
import io.memtracer.host.report.json.JsonReport;
import io.memtracer.host.report.text.TextReport;
import io.memtracer.host.report.text.TextStyle;
import io.memtracer.host.ring.BatchAssembler;
import io.memtracer.host.ring.BatchSink;
import io.memtracer.host.session.RecordedSource;
import io.memtracer.host.session.request.TraceRequest;
import io.memtracer.host.session.request.WorkloadSpec;
import io.memtracer.host.status.ErrorCategory;
import io.memtracer.host.status.TraceException;
import io.memtracer.host.symbols.ImageFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Traces that nobody recorded: what is read of them ends with an error that is said, or well. */
final class TraceFuzzTest {

  private static final Path REAL = Path.of("src/test/resources/traces");
  private static final int BATCH_RECORDS = 1000;

  @TempDir private Path directory;

  @Test
  void comesToAnEndWhateverATraceSays() throws Exception {
    final List<TraceMutations> corpus = new ArrayList<>();
    for (final Path file : files()) {
      corpus.add(new TraceMutations(file));
    }
    final Path changed = directory.resolve("changed.mtrace");
    Fuzzing.run(
        "a trace",
        random -> {
          Files.write(changed, corpus.get(random.nextInt(corpus.size())).next(random));
          read(changed, random);
        });
  }

  /** Parts of traces of real guests, and all that there can be. */
  private List<Path> files() throws IOException {
    final Recordings recordings = new Recordings(directory, Compression.FAST).chunks(700);
    final List<Path> all = new ArrayList<>();
    all.add(recordings.record(1, 4, 500).file());
    all.add(recordings.record(2, 1, 20).file());
    all.add(recordings.recordWithoutEnd(3, 3, 300));
    try (Stream<Path> real = Files.list(REAL)) {
      all.addAll(real.sorted().toList());
    }
    return all;
  }

  private static void read(final Path file, final Random random) throws IOException {
    try (RecordedTrace trace = RecordedTrace.open(file)) {
      final boolean whole = trace.check().isEmpty();
      final RecordedIntake all = trace.intake(Range.ALL, BATCH_RECORDS);
      final long records = count(all);
      assertTrue(
          !whole || (all.problem().isEmpty() && records == trace.records()), "whole: " + file);
      final long from = Math.max(0, Mutations.extreme(random));
      final Range some = new Range(from, from + 1 + random.nextInt(2000));
      for (final Piece piece : trace.pieces(some, 3)) {
        count(trace.intake(some, piece, BATCH_RECORDS));
      }
      complete(trace);
    } catch (TraceException e) {
      assertTrue(e.category() != ErrorCategory.INTERNAL, () -> e.toString());
    }
  }

  private static long count(final RecordedIntake intake) {
    final Count count = new Count();
    final BatchAssembler assembler = new BatchAssembler(count);
    try (intake) {
      while (!intake.end().isDone()) {
        intake.drain(assembler);
        assembler.flush();
      }
    }
    return count.records;
  }

  /** What is said of a run that was recorded so. */
  private static void complete(final RecordedTrace trace) throws IOException {
    final RecordedSource source =
        new RecordedSource(trace, Range.ALL, Optional.empty(), ImageFiles.installed());
    source.requested(TraceRequest.of(new WorkloadSpec("x", List.of(), true)));
    final TraceReport report =
        source.complete(
            report()
                .command(source.command().toArray(String[]::new))
                .info(source.info())
                .analyzers(outcome("finds", places()))
                .build());
    JsonReport.write(report, OutputStream.nullOutputStream());
    new TextReport(TextStyle.plain(true)).render(report);
    trace.phases();
    source.tasksUnknown();
    source.origin();
  }

  private static AnalysisResult places() {
    return AnalysisResult.of(
        Section.of(
            "places",
            "Places",
            Metric.of("user", "User", 5000, Unit.CODE_ADDRESS),
            Metric.of("kernel", "Kernel", -3000, Unit.CODE_ADDRESS),
            Metric.of("data", "Data", 5000, Unit.DATA_ADDRESS),
            Metric.of("variable", "Variable", 0xffffffff81400000L, Unit.DATA_ADDRESS)));
  }

  /** Takes records for nothing. */
  private static final class Count implements BatchSink {

    private final RecordBatchWriter batch = new RecordBatchWriter(BATCH_RECORDS);
    private long records;

    @Override
    public RecordBatchWriter tryAcquire() {
      batch.clear(0);
      return batch;
    }

    @Override
    public void deliver(final RecordBatchWriter filled) {
      records += filled.batch().size();
    }

    @Override
    public void event(final TraceEvent event) {}
  }
}
