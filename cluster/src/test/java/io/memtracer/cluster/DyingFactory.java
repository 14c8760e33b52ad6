package io.memtracer.cluster;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.OptionSpec;
import io.memtracer.api.RecordBatch;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.TraceAnalyzerFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Counts records; in the middle of a piece, once, it kills the process that it is in, and possibly
 * the one that has started that.
 */
public final class DyingFactory implements TraceAnalyzerFactory {

  private static final String MARKER = "marker";
  private static final String WORKER = "worker";

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
    return List.of(
        OptionSpec.text(MARKER, null, "a file: once it is there, nobody dies any more"),
        OptionSpec.flag(WORKER, false, "whether the worker dies, too"));
  }

  @Override
  public TraceAnalyzer create(final AnalyzerOptions options) {
    return new Dying(Path.of(options.text(MARKER)), options.flag(WORKER));
  }

  /** The analyzer. */
  static final class Dying extends RecordCounter {

    private static final long MIDDLE = 100_000;

    private final Path marker;
    private final boolean takesTheWorkerAlong;

    Dying(final Path marker, final boolean takesTheWorkerAlong) {
      this.marker = marker;
      this.takesTheWorkerAlong = takesTheWorkerAlong;
    }

    @Override
    public void onBatch(final RecordBatch batch) {
      super.onBatch(batch);
      if (records() > MIDDLE && !Files.exists(marker) && isFirst()) {
        die();
      }
    }

    private boolean isFirst() {
      try {
        Files.createFile(marker);
        return true;
      } catch (FileAlreadyExistsException e) {
        return false;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void die() {
      final ProcessHandle executor = ProcessHandle.current();
      final Stream<ProcessHandle> killed =
          takesTheWorkerAlong
              ? Stream.of(executor.parent().orElseThrow(), executor)
              : Stream.of(executor);
      final Stream<String> pids = killed.map(process -> Long.toString(process.pid()));
      try {
        new ProcessBuilder(Stream.concat(Stream.of("kill", "-9"), pids).toList()).start().waitFor();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
