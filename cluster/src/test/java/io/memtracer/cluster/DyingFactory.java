package io.memtracer.cluster;

import io.memtracer.api.AnalysisContext;
import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.EndOfTrace;
import io.memtracer.api.Mergeable;
import io.memtracer.api.OptionSpec;
import io.memtracer.api.RecordBatch;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.TraceAnalyzerFactory;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Metric;
import io.memtracer.api.result.Section;
import io.memtracer.api.result.Unit;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Counts records; in the middle of a piece, once, it kills the process that it is in. */
public final class DyingFactory implements TraceAnalyzerFactory {

  private static final String MARKER = "marker";

  @Override
  public String name() {
    return "dies";
  }

  @Override
  public String description() {
    return "counts records, and kills its process once";
  }

  @Override
  public List<OptionSpec> options() {
    return List.of(OptionSpec.text(MARKER, null, "a file: once it is there, nobody dies any more"));
  }

  @Override
  public TraceAnalyzer create(final AnalyzerOptions options) {
    return new Dying(Path.of(options.text(MARKER)));
  }

  /** The analyzer. */
  static final class Dying implements TraceAnalyzer, Mergeable {

    private static final long MIDDLE = 100_000;

    private final Path marker;
    private long records;

    Dying(final Path marker) {
      this.marker = marker;
    }

    @Override
    public void onStart(final AnalysisContext context) {}

    @Override
    public void onBatch(final RecordBatch batch) {
      records += batch.size();
      if (records > MIDDLE && !Files.exists(marker)) {
        die();
      }
    }

    private void die() {
      try {
        Files.createFile(marker);
        new ProcessBuilder("kill", "-9", Long.toString(ProcessHandle.current().pid()))
            .start()
            .waitFor();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
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
