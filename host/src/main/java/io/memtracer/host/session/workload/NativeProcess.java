package io.memtracer.host.session.workload;

import io.memtracer.host.guest.agent.AgentListener;
import io.memtracer.host.status.TraceException;
import io.memtracer.host.status.WorkloadExit;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A workload on this machine, in a session of its own where there is a {@code setsid}: Ctrl-C then
 * ends the run, which ends the workload with all it started.
 */
final class NativeProcess implements AutoCloseable {

  private static final Path SETSID = Path.of("/usr/bin/setsid");

  /** A shell that becomes the program when it has read a line: making a process isn't measured. */
  private static final List<String> HOLD =
      List.of("/bin/sh", "-c", "read -r go && exec \"$0\" \"$@\"");

  private static final int PIECE_BYTES = 64 << 10;
  private static final long KILL_SECONDS = 5;

  private final Process process;
  private final CompletableFuture<WorkloadExit> exit;
  private final List<Thread> readers = new ArrayList<>();

  private NativeProcess(final Process process) {
    this.process = process;
    exit = process.onExit().thenApply(ended -> WorkloadExit.ofShellStatus(ended.exitValue()));
  }

  /**
   * Starts it.
   *
   * @param held whether it waits for {@link #pressEnter} before its first instruction
   * @param listener told what it writes, on threads of its own
   */
  static NativeProcess start(
      final List<String> command, final boolean held, final AgentListener listener) {
    final Path program = Path.of(command.get(0)).toAbsolutePath();
    if (!Files.isExecutable(program)) {
      throw TraceException.user(
          "the workload must be executable to run on this machine, but " + program + " isn't");
    }
    final List<String> line = new ArrayList<>();
    if (Files.isExecutable(SETSID)) {
      line.add(SETSID.toString());
    }
    if (held) {
      line.addAll(HOLD);
    }
    line.add(program.toString());
    line.addAll(command.subList(1, command.size()));
    try {
      final NativeProcess started = new NativeProcess(new ProcessBuilder(line).start());
      started.read(started.process.getInputStream(), listener::onStandardOutput, "workload-out");
      started.read(started.process.getErrorStream(), listener::onStandardError, "workload-err");
      return started;
    } catch (IOException e) {
      throw TraceException.user("can't run the workload " + program + ": " + e.getMessage());
    }
  }

  private void read(
      final InputStream stream, final Consumer<ByteBuffer> listener, final String name) {
    final Thread thread = new Thread(() -> pump(stream, listener), name);
    thread.setDaemon(true);
    thread.start();
    readers.add(thread);
  }

  private static void pump(final InputStream stream, final Consumer<ByteBuffer> listener) {
    final byte[] piece = new byte[PIECE_BYTES];
    try (stream) {
      for (int read = stream.read(piece); read >= 0; read = stream.read(piece)) {
        listener.accept(ByteBuffer.wrap(piece, 0, read));
      }
    } catch (IOException e) {
      // Closed under us, when the workload is ended: nobody waits for more.
    }
  }

  /** How it ended. */
  CompletableFuture<WorkloadExit> exit() {
    return exit.copy();
  }

  /** Writes one line feed to its standard input. */
  void pressEnter() {
    try {
      process.getOutputStream().write('\n');
      process.getOutputStream().flush();
    } catch (IOException e) {
      // It has closed its standard input: it doesn't wait for this, and its exit says the rest.
      return;
    }
  }

  /** Passes on a stream as its standard input, then end of file; on a daemon thread. */
  void feed(final InputStream stream) {
    final Thread thread =
        new Thread(
            () -> {
              try (OutputStream in = process.getOutputStream()) {
                stream.transferTo(in);
              } catch (IOException e) {
                // It doesn't read on, or the stream can't be read: its input ends here.
              }
            },
            "workload-in");
    thread.setDaemon(true);
    thread.start();
  }

  /** Kills it and all in its session, and waits for its end and that of its output. */
  @Override
  public void close() {
    ProcessSession.kill(process);
    try {
      if (!process.waitFor(KILL_SECONDS, TimeUnit.SECONDS)) {
        throw TraceException.environment(
            "the workload (process " + process.pid() + ") is still there after SIGKILL");
      }
      for (final Thread reader : readers) {
        reader.join(TimeUnit.SECONDS.toMillis(KILL_SECONDS));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
