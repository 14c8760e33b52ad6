package io.memtracer.plugins.external;

import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A running tool and the processes it started. */
final class ToolProcess {

  /** In the environment of the tool and so of all it starts, to find them by. */
  private static final String MARK = "MEMTRACER_TOOL";

  /** How long a tool whose work is done may take to end by itself. */
  private static final long OWN_END_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  /** How long each signal may take to have its effect. */
  private static final long SIGNAL_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** From the closing of its descriptors to its exit status. */
  private static final long SETTLE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Process process;
  private final ToolOutput output;
  private final ToolErrors errors;
  private final Thread outputThread;
  private final Thread errorThread;
  private final MarkedProcesses marked;

  private ToolProcess(
      final Process process, final MarkedProcesses marked, final int maxAnalysisBytes) {
    this.process = process;
    this.marked = marked;
    output = new ToolOutput(process.getInputStream(), maxAnalysisBytes);
    errors = new ToolErrors(process.getErrorStream());
    outputThread = daemon("tool-output", output::run);
    errorThread = daemon("tool-errors", errors::run);
  }

  /**
   * Starts it; no shell has a part in this, Ctrl-C at our terminal doesn't reach it, and it dies
   * with us.
   */
  static ToolProcess start(final List<String> command, final int maxAnalysisBytes)
      throws IOException {
    final String mark = UUID.randomUUID().toString();
    final ProcessBuilder builder = new ProcessBuilder(OwnSession.of(command));
    builder.environment().put(MARK, mark);
    builder.redirectInput(new File("/dev/null"));
    return new ToolProcess(
        ParentThread.start(builder), new MarkedProcesses(MARK + "=" + mark), maxAnalysisBytes);
  }

  ToolOutput output() {
    return output;
  }

  ToolErrors errors() {
    return errors;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Waits; true as soon as the tool has ended. */
  boolean awaitExit(final long nanos) throws InterruptedException {
    return process.waitFor(nanos, TimeUnit.NANOSECONDS);
  }

  /** For a tool that closed something: true if it did so by ending. What it said is complete. */
  boolean awaitSettled() throws InterruptedException {
    final boolean ended = awaitExit(SETTLE_NANOS);
    if (ended) {
      output.awaitClosed(SETTLE_NANOS);
      errorThread.join(TimeUnit.NANOSECONDS.toMillis(SETTLE_NANOS));
    }
    return ended;
  }

  /** How it ended; it must have. */
  String exitText() {
    return ExitText.of(process.exitValue());
  }

  /** Tells it that every record has been read. */
  void signal() throws IOException {
    if (isAlive()) {
      Posix.kill(process.pid(), ToolProtocol.SIGNAL);
    }
  }

  /** The tool and everything it started that still runs. */
  List<ProcessHandle> family() {
    final Stream<ProcessHandle> tool = Stream.of(process.toHandle());
    final Stream<ProcessHandle> relatives =
        Stream.concat(process.descendants(), marked.stream()).distinct();
    return Stream.concat(tool, relatives.filter(other -> other.pid() != process.pid()))
        .filter(ProcFile::isRunning)
        .toList();
  }

  /** Ends it and everything it started, after it had the time to end itself. */
  void endGently() {
    awaitNone(List.of(process.toHandle()), OWN_END_NANOS);
    end();
  }

  /** Ends it and everything it started. */
  void end() {
    List<ProcessHandle> family = family();
    family.forEach(ProcessHandle::destroy);
    awaitNone(family, SIGNAL_NANOS);
    family = family();
    family.forEach(ProcessHandle::destroyForcibly);
    awaitNone(family, SIGNAL_NANOS);
    joinReader(outputThread);
    joinReader(errorThread);
  }

  /** Waits until none of the processes runs, whether or not somebody interrupts. */
  private static void awaitNone(final List<ProcessHandle> family, final long nanos) {
    final long deadline = System.nanoTime() + nanos;
    boolean interrupted = false;
    while (family.stream().anyMatch(ProcFile::isRunning) && System.nanoTime() < deadline) {
      try {
        TimeUnit.MILLISECONDS.sleep(1);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void joinReader(final Thread reader) {
    try {
      reader.join(TimeUnit.NANOSECONDS.toMillis(SETTLE_NANOS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Thread daemon(final String name, final Runnable work) {
    final Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
