package io.memtracer.plugins.external;

import io.memtracer.api.AnalysisContext;
import io.memtracer.api.RecordBatch;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Takes one tool through the protocol, a method a stage: started and ready, given records, asked
 * for its analysis, ended. Whatever the tool does, each stage ends within a bound, in a {@link
 * ToolException} that names the tool and the step if it wasn't what the protocol says.
 */
final class ToolRun implements AutoCloseable {

  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long OPEN_PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

  private final ToolOptions options;
  private final ToolFailures failures;
  private TraceFifo fifo;
  private ToolProcess tool;
  private RecordFeed feed;

  ToolRun(final ToolOptions options) {
    this.options = options;
    failures = new ToolFailures(options);
  }

  /** Starts the tool and waits until it has the FIFO open. */
  void start(final AnalysisContext context) {
    final Optional<String> problem = ToolFile.problem(options.path());
    if (problem.isPresent()) {
      throw failures.failure(problem.get());
    }
    failures.guard(
        () -> {
          fifo = TraceFifo.create(context.scratchDirectory());
          final List<String> command =
              ToolArguments.command(options.path(), fifo.path(), context.workloadInfo());
          tool = ToolProcess.start(command, options.maxOutputBytes());
          failures.watch(tool);
          feed = new RecordFeed(fifo, context.mayDrop(), this::checkWorthWaiting);
          final long deadline = System.nanoTime() + options.readyTimeoutNanos();
          awaitReady(deadline);
          awaitOpen(deadline);
        });
    failures.enter(ToolStep.READ);
  }

  /** Gives it records. */
  void put(final RecordBatch batch) {
    failures.guard(
        () -> {
          if (!feed.put(batch)) {
            throw failures.gone(
                "it closed the FIFO after it was given " + feed.written() + " records");
          }
        });
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

  RecordFeed feed() {
    return feed;
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

  /** While the FIFO is full. */
  private void checkWorthWaiting(final long waitedNanos) {
    if (Thread.currentThread().isInterrupted()) {
      throw failures.failure("interrupted");
    }
    if (!tool.isAlive()) {
      throw failures.ended();
    }
    if (waitedNanos > options.readTimeoutNanos()) {
      throw failures.failure(
          "the FIFO is full, and it read nothing" + millis(options.readTimeoutNanos()));
    }
  }

  private void awaitConsumed() throws IOException, InterruptedException {
    switch (new EndOfTrace(fifo, tool, options).await()) {
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

  private static String millis(final long nanos) {
    return " within " + TimeUnit.NANOSECONDS.toMillis(nanos) + " ms";
  }
}
