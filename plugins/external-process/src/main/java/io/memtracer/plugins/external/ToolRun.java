package io.memtracer.plugins.external;

import io.memtracer.api.AnalysisContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Takes one tool through the protocol, a method a stage: started and ready, asked for its analysis,
 * ended; how it gets its records in between is {@link ToolFeeding} or {@link ToolWatch}. Whatever
 * the tool does, each stage ends within a bound, in a {@link ToolException} that names the tool and
 * the step if it wasn't what the protocol says.
 */
final class ToolRun implements AutoCloseable {

  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long OPEN_PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

  private final ToolOptions options;
  private final ToolFailures failures;
  private TraceFifo fifo;
  private ToolProcess tool;

  ToolRun(final ToolOptions options) {
    this.options = options;
    failures = new ToolFailures(options);
  }

  /**
   * Starts the tool and waits until it has the FIFO open.
   *
   * @param otherNames of the FIFO, for others who write to it
   */
  void start(final AnalysisContext context, final List<Path> otherNames) {
    final Optional<String> problem = ToolFile.problem(options.path());
    if (problem.isPresent()) {
      throw failures.failure(problem.get());
    }
    failures.guard(
        () -> {
          fifo = TraceFifo.create(context.scratchDirectory());
          for (final Path name : otherNames) {
            fifo.link(name);
          }
          final List<String> command =
              ToolArguments.command(options.path(), fifo.path(), context.workloadInfo());
          tool = ToolProcess.start(command, options.maxOutputBytes());
          failures.watch(tool);
          final long deadline = System.nanoTime() + options.readyTimeoutNanos();
          awaitReady(deadline);
          awaitOpen(deadline);
        });
    failures.enter(ToolStep.READ);
  }

  /** The stage in which we write its records. */
  ToolFeeding feeding(final boolean mayDrop) {
    return new ToolFeeding(fifo, tool, options, failures, mayDrop);
  }

  /** The stage in which somebody else writes them. */
  ToolWatch watch() {
    return new ToolWatch(fifo, tool, options, failures);
  }

  /** Waits until it has read everything, asks for its analysis, and ends it. */
  void finish() {
    failures.guard(
        () -> {
          failures.enter(ToolStep.DRAIN);
          awaitConsumed();
          failures.enter(ToolStep.ANALYZE);
          tool.output().expectAnalysis();
          tool.signal();
          awaitAnalysis(System.nanoTime() + options.endTimeoutNanos());
          fifo.close();
          tool.endGently();
        });
  }

  ToolOutput output() {
    return tool.output();
  }

  ToolErrors errors() {
    return tool.errors();
  }

  /** Leaves nothing behind, whatever happened. A second call does nothing. */
  @Override
  public void close() {
    try {
      if (tool != null) {
        tool.end();
        tool = null;
      }
    } finally {
      if (fifo != null) {
        failures.guard(fifo::close);
        fifo = null;
      }
    }
  }

  private void awaitReady(final long deadline) throws InterruptedException {
    failures.enter(ToolStep.READY);
    while (!tool.output().awaitReady(LOOK_NANOS)) {
      if (tool.output().isClosed() || !tool.isAlive()) {
        throw failures.gone("it closed its standard output without having printed " + ready());
      }
      if (System.nanoTime() > deadline) {
        throw failures.failure(
            "it printed "
                + tool.output().totalBytes()
                + " bytes, but not "
                + ready()
                + millis(options.readyTimeoutNanos())
                + " (a C program needs fflush(stdout) after it)");
      }
    }
  }

  private void awaitOpen(final long deadline) throws IOException, InterruptedException {
    failures.enter(ToolStep.OPEN);
    while (!fifo.hasReader()) {
      if (tool.awaitExit(OPEN_PAUSE_NANOS)) {
        throw failures.gone("");
      }
      if (System.nanoTime() > deadline) {
        throw failures.failure(
            "it printed "
                + ready()
                + ", but did not open the FIFO"
                + millis(options.readyTimeoutNanos()));
      }
    }
  }

  private void awaitConsumed() throws IOException, InterruptedException {
    switch (new Consumption(fifo, tool, options).await()) {
      case CONSUMED -> {}
      case DIED -> throw failures.gone("");
      case CLOSED ->
          throw failures.failure("it closed the FIFO with " + unread() + " records unread");
      case STUCK ->
          throw failures.failure(
              "it left "
                  + unread()
                  + " records unread or did not come back to read"
                  + millis(options.readTimeoutNanos()));
    }
  }

  private void awaitAnalysis(final long deadline) throws InterruptedException {
    while (!tool.output().awaitAnalysis(LOOK_NANOS)) {
      if (tool.output().isClosed() || !tool.isAlive()) {
        final ToolException gone =
            failures.gone("its standard output ends before " + ToolProtocol.END);
        if (tool.output().awaitAnalysis(0)) {
          return;
        }
        throw gone;
      }
      if (System.nanoTime() > deadline) {
        final boolean began = tool.output().analysisBegan();
        throw failures.failure(
            (began ? "it began, but did not print " : "after SIGUSR1 it did not print ")
                + (began ? ToolProtocol.END : ToolProtocol.BEGIN)
                + millis(options.endTimeoutNanos()));
      }
    }
  }

  private int unread() throws IOException {
    return fifo.unreadBytes() / ToolProtocol.RECORD_BYTES;
  }

  private static String ready() {
    return '"' + ToolProtocol.READY + '"';
  }

  /** For messages. */
  static String millis(final long nanos) {
    return " within " + TimeUnit.NANOSECONDS.toMillis(nanos) + " ms";
  }
}
