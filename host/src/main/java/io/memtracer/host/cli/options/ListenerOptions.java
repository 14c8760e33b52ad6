package io.memtracer.host.cli.options;

import io.memtracer.host.posix.FifoHold;
import io.memtracer.host.report.FigurePair;
import io.memtracer.host.session.request.AnalyzerRequest;
import io.memtracer.host.status.TraceException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Who is to listen to a trace. */
public final class ListenerOptions extends AnalyzingOptions {

  @Option(
      names = "--fifo",
      paramLabel = "PATH",
      description =
          "All records go to whoever reads this FIFO, 16 bytes each (docs/wire-formats.md), instead"
              + " of to analyzers.")
  private Path fifo;

  @Option(
      names = "--untraced",
      description = "Only run WORKLOAD in the guest: how long it takes when it isn't traced.")
  private boolean untraced;

  /** Whether there is to be a trace at all. */
  public boolean traced() {
    return !untraced;
  }

  /** Who listens: those asked for, or else those of memtracer. */
  @Override
  public List<AnalyzerRequest> analyzers() {
    if (untraced) {
      requireNobodyListens();
      return List.of();
    }
    if (fifo == null) {
      return super.analyzers();
    }
    if (!asked().isEmpty() || !parts().isWhole() || isOfSomeLines()) {
      throw TraceException.user(
          "--fifo gives all records to the reader of that FIFO: it excludes --analyzer, --tool,"
              + " --by and --sample-lines");
    }
    return List.of();
  }

  /**
   * For what makes sense only with analyzers.
   *
   * @param what says why
   * @throws TraceException user error if there are none
   */
  public void requireAnalyzers(final String what) {
    if (untraced || fifo != null) {
      throw TraceException.user(
          what + ", but with " + (untraced ? "--untraced" : "--fifo") + " there are none");
    }
  }

  private void requireNobodyListens() {
    if (fifo != null || isAnythingAsked()) {
      throw TraceException.user(
          "--untraced leaves nothing to listen to: it excludes --analyzer, --tool, --by,"
              + " --sample-lines, --compare and --fifo");
    }
  }

  /** The user's own FIFO. */
  public Optional<Path> fifo() {
    if (fifo != null && !FifoHold.isFifo(fifo)) {
      throw TraceException.user(
          "--fifo must be a FIFO, but " + fifo + " isn't: 'mkfifo " + fifo + "' makes one");
    }
    return Optional.ofNullable(fifo);
  }

  /** What is to be compared. */
  @Override
  public List<FigurePair> pairs() {
    if (fifo != null && isAnythingCompared()) {
      throw TraceException.user("--compare is about figures of analyzers: it excludes --fifo");
    }
    return super.pairs();
  }
}
