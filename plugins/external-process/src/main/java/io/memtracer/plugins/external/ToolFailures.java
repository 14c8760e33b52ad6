package io.memtracer.plugins.external;

import java.io.IOException;

/** Says for the user which tool failed, at which step, why, and what it printed last. */
final class ToolFailures {

  /** A stage of the run. */
  @FunctionalInterface
  interface Stage {
    void run() throws IOException, InterruptedException;
  }

  private final ToolOptions options;
  private ToolStep step = ToolStep.START;
  private ToolProcess tool;

  ToolFailures(final ToolOptions options) {
    this.options = options;
  }

  /** Says at which step failures from now on happen. */
  void enter(final ToolStep newStep) {
    step = newStep;
  }

  /** Says whose last words matter, once there is a process. */
  void watch(final ToolProcess newTool) {
    tool = newTool;
  }

  /** Runs a stage; what goes wrong with the system in it is a failure at the current step. */
  void guard(final Stage stage) {
    try {
      stage.run();
    } catch (IOException e) {
      throw new ToolException(message(e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ToolException(message("interrupted"), e);
    }
  }

  /** It did something wrong. */
  ToolException failure(final String what) {
    return new ToolException(message(what));
  }

  private ToolException ended() {
    final String text = tool.exitText();
    final boolean bySignal = step == ToolStep.ANALYZE && text.contains("SIGUSR1");
    return failure(bySignal ? text + ": it has no handler for it" : text);
  }

  /** It closed something, most often by ending. */
  ToolException gone(final String ifAlive) throws InterruptedException {
    return tool.awaitSettled() ? ended() : failure(ifAlive);
  }

  /** It doesn't take any more records. */
  ToolException closedFifo(final long recordsWritten) throws InterruptedException {
    return gone("it closed the FIFO after it was given " + recordsWritten + " records");
  }

  /** It leaves its FIFO full. */
  ToolException stoppedReading() {
    return failure(
        "the FIFO is full, and it read nothing" + ToolRun.millis(options.readTimeoutNanos()));
  }

  private String message(final String what) {
    final StringBuilder message =
        new StringBuilder("tool ")
            .append(options.name())
            .append(" (")
            .append(options.path())
            .append(") failed while ")
            .append(step.text())
            .append(": ")
            .append(what);
    if (tool != null) {
      addWords(message, "standard output", tool.output().lastWords());
      addWords(message, "standard error", tool.errors().lastWords());
    }
    return message.toString();
  }

  private static void addWords(
      final StringBuilder message, final String stream, final String words) {
    if (!words.isEmpty()) {
      message.append("\n  last on its ").append(stream).append(": ").append(Printable.of(words));
    }
  }
}
