package io.memtracer.host.cli.terminal;

import io.memtracer.host.posix.Posix;
import io.memtracer.host.report.Harmless;
import io.memtracer.host.report.text.TextStyle;
import io.memtracer.host.status.ErrorCategory;
import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What a program is called, its two output streams, and how text on them is to look. */
public final class Console {

  /** As of a program that SIGPIPE killed: who read its output has closed it. */
  private static final int CLOSED = 128 + 13;

  private final String program;
  private final WatchedOutput watchedOut;
  private final WatchedOutput watchedErr;
  private final PrintStream out;
  private final PrintStream err;
  private final Terminal terminal;
  private volatile String lineEnd = System.lineSeparator();

  public Console(
      final String program,
      final OutputStream out,
      final OutputStream err,
      final Terminal terminal) {
    final Charset charset = terminal.unicode() ? StandardCharsets.UTF_8 : StandardCharsets.US_ASCII;
    this.program = program;
    watchedOut = new WatchedOutput(out);
    watchedErr = new WatchedOutput(err);
    this.out = new PrintStream(watchedOut, true, charset);
    this.err = new PrintStream(watchedErr, true, charset);
    this.terminal = terminal;
  }

  public PrintStream out() {
    return out;
  }

  public PrintStream err() {
    return err;
  }

  public TextStyle outputStyle() {
    return terminal.outputStyle();
  }

  public TextStyle errorStyle() {
    return terminal.errorStyle();
  }

  /** Width of the terminal at standard error; 0 if that isn't one. */
  public int errorColumns() {
    return terminal.errorColumns();
  }

  /** Whether standard input is a terminal. */
  boolean hasTerminalInput() {
    return terminal.input();
  }

  /** A terminal needs to be told to begin a line at its left while a workload has it. */
  void terminalLent(final boolean lent) {
    lineEnd = lent ? "\r\n" : System.lineSeparator();
  }

  private void printError(final String line) {
    err.print(line + lineEnd);
    err.flush();
  }

  /** Says something that isn't a result, on standard error. */
  public void say(final String message) {
    printError(program + ": " + message);
  }

  /**
   * Passes on a line that a plugin printed, which takes the place of a line that rewrites itself.
   */
  void pass(final String plugin, final String line) {
    final String clear = terminal.errorColumns() > 0 ? "\r\u001b[K" : "";
    printError(clear + "[" + Harmless.line(plugin) + "] " + Harmless.line(line));
  }

  /**
   * Says why a command failed.
   *
   * @param verbose whether the user wants to know where; of a fault of ours, it is always said
   * @return the program's exit status
   */
  public int sayFailure(final Exception failure, final boolean verbose) {
    final ErrorCategory category =
        failure instanceof TraceException known ? known.category() : ErrorCategory.INTERNAL;
    if (failure instanceof TraceException) {
      // What somebody else said in it is on lines that can't be taken for ours.
      say(Harmless.block(String.valueOf(failure.getMessage())).replace("\n", "\n  "));
    } else {
      say("a fault of memtracer's own, please report it: " + Harmless.line("" + failure));
    }
    if (category == ErrorCategory.INTERNAL || verbose) {
      printStack(failure);
    }
    return category.exitStatus();
  }

  /** Says where something was thrown that is told elsewhere. */
  public void sayWhere(final String what, final Throwable thrown) {
    say(Harmless.line(what));
    printStack(thrown);
  }

  private void printStack(final Throwable thrown) {
    final StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace, true));
    err.print(Harmless.block(trace.toString()));
    err.flush();
  }

  /**
   * A program's exit status, unless what it said could not be written: a full disk is told with the
   * system's words, and a closed pipe, as by {@code | head}, is what its reader wanted.
   */
  public int statusIfWritten(final int status) {
    out.flush();
    err.flush();
    return failedStatus("standard output", watchedOut)
        .or(() -> failedStatus("standard error", watchedErr))
        .orElse(status);
  }

  private Optional<Integer> failedStatus(final String what, final WatchedOutput stream) {
    return stream.failure().map(failure -> failedStatus(what, failure));
  }

  private int failedStatus(final String what, final IOException failure) {
    if (Posix.isBrokenPipe(failure)) {
      return CLOSED;
    }
    say("can't write to " + what + ": " + failure.getMessage());
    return ErrorCategory.ENVIRONMENT.exitStatus();
  }
}
