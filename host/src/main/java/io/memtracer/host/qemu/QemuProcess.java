package io.memtracer.host.qemu;

import io.memtracer.host.qemu.monitor.MonitorSocket;
import io.memtracer.host.qemu.monitor.Qmp;
import io.memtracer.host.status.ErrorCategory;
import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A running QEMU. Its standard input is a pipe that stays open as long as we live; what it prints
 * is remembered for error messages; its monitor connects to a socket of ours, so that its being
 * ready and its dying are both told to us and nothing is polled.
 */
public final class QemuProcess implements AutoCloseable {

  private static final String MONITOR_SOCKET = "qmp.sock";
  private static final Duration QUIT_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration QUIT_GRACE = Duration.ofSeconds(5);
  private static final Duration TERM_GRACE = Duration.ofSeconds(1);
  private static final Duration KILL_GRACE = Duration.ofSeconds(5);
  private static final long DRAIN_MILLIS = 500;
  private static final long OBITUARY_MILLIS = 5000;

  private final Process process;
  private final OutputTail output;
  private final MonitorSocket monitor;
  private final long startNanos;
  private final CompletableFuture<QemuExit> exit;
  private Qmp qmp;

  private QemuProcess(final Process process, final MonitorSocket monitor) {
    this.process = process;
    this.monitor = monitor;
    this.startNanos = System.nanoTime();
    this.output = new OutputTail(process.getInputStream(), "qemu-output");
    this.exit = process.onExit().thenApply(this::describeExit);
  }

  /**
   * Starts QEMU.
   *
   * @param arguments its arguments; those for the monitor are added
   * @param run where to put the monitor's socket
   */
  public static QemuProcess start(
      final QemuBinary qemu, final List<String> arguments, final RunDirectory run) {
    final Path socket = run.socket(MONITOR_SOCKET);
    final MonitorSocket monitor = MonitorSocket.listen(socket);
    try {
      return new QemuProcess(QemuSpawn.of(qemu, arguments, socket), monitor);
    } catch (IOException e) {
      monitor.close();
      throw TraceException.environment(
          "can't start " + qemu.executable() + ": " + e.getMessage(), e);
    }
  }

  /**
   * Waits until QEMU answers on its monitor: then it has loaded the snapshot it was told to load.
   *
   * @throws TraceException guest error with QEMU's last words if it ends instead, or the time is up
   */
  public Qmp awaitReady(final Duration timeout) {
    final long deadline = System.nanoTime() + timeout.toNanos();
    final SocketChannel channel = accept(deadline, timeout);
    final Duration left = Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
    final Qmp opened = Qmp.open(channel, this::obituary, left);
    synchronized (this) {
      qmp = opened;
    }
    return opened;
  }

  private SocketChannel accept(final long deadline, final Duration timeout) {
    final Optional<SocketChannel> accepted;
    try {
      accepted = monitor.accept(deadline, exit);
    } catch (IOException e) {
      throw TraceException.guest("QEMU did not start: " + e.getMessage() + printed(), e);
    }
    return accepted.orElseThrow(
        () ->
            TraceException.guest(
                exit.isDone()
                    ? "QEMU did not start: " + obituary()
                    : "QEMU was not ready within "
                        + timeout.toMillis() / 1000.0
                        + " s"
                        + printed()));
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  /** Whether it runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Completed when it has ended. */
  public CompletableFuture<QemuExit> onExit() {
    return exit.copy();
  }

  /** The end of what it printed so far. */
  public String lastWords() {
    return output.text();
  }

  /**
   * Why it hung up. Waits for a process that is just ending, which takes long on a busy machine.
   */
  String obituary() {
    try {
      return exit.get(OBITUARY_MILLIS, TimeUnit.MILLISECONDS).toString();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      return "QEMU's end can't be described: " + e.getCause();
    } catch (TimeoutException e) {
      return "QEMU closed its monitor, but still runs" + printed();
    }
    return "QEMU closed its monitor" + printed();
  }

  /**
   * Asks it to end, and waits until it has: then its image is complete. Unlike {@link #close()}, it
   * is not hurried.
   *
   * @throws TraceException guest error if it refuses, fails, or the time is up
   */
  public void shutDown(final Duration timeout) {
    connection()
        .orElseThrow(() -> new IllegalStateException("QEMU's monitor is not open"))
        .quit(timeout);
    try {
      final QemuExit ended = exit.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
      if (ended.status() != 0) {
        throw TraceException.guest(ended.toString());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TraceException.guest("interrupted while QEMU was to end", e);
    } catch (ExecutionException e) {
      throw new TraceException(ErrorCategory.INTERNAL, "QEMU's end can't be described", e);
    } catch (TimeoutException e) {
      throw TraceException.guest(
          "QEMU did not end within " + timeout.toMillis() / 1000.0 + " s" + printed(), e);
    }
  }

  /** Ends it at once, and waits for that. For interrupts; what was asked of it is lost. */
  public void kill() {
    process.destroyForcibly();
    awaitEndUninterruptibly(KILL_GRACE);
  }

  /**
   * Ends it: asks over the monitor, then with SIGTERM, then with SIGKILL, each within a bound.
   * Afterwards there is no process, and the socket is gone. A second call does nothing.
   */
  @Override
  public void close() {
    try {
      final boolean ended =
          !process.isAlive() || (askToQuit() && awaitEnd(QUIT_GRACE)) || terminate();
      if (!ended) {
        process.destroyForcibly();
        if (!awaitEndUninterruptibly(KILL_GRACE)) {
          throw TraceException.guest(
              "QEMU (process " + pid() + ") is still there after SIGKILL" + printed());
        }
      }
    } finally {
      connection().ifPresent(Qmp::close);
      monitor.close();
    }
  }

  private synchronized Optional<Qmp> connection() {
    return Optional.ofNullable(qmp);
  }

  private boolean askToQuit() {
    final Optional<Qmp> connection = connection();
    if (connection.isEmpty()) {
      return false;
    }
    try {
      connection.get().quit(QUIT_TIMEOUT);
      return true;
    } catch (TraceException e) {
      // It may have ended before it answered.
      return !process.isAlive();
    }
  }

  private boolean terminate() {
    process.destroy();
    return awaitEnd(TERM_GRACE);
  }

  private boolean awaitEnd(final Duration bound) {
    try {
      return process.waitFor(bound.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private boolean awaitEndUninterruptibly(final Duration bound) {
    final boolean interrupted = Thread.interrupted();
    final boolean ended = awaitEnd(bound);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return ended;
  }

  private QemuExit describeExit(final Process ended) {
    final Duration lived = Duration.ofNanos(System.nanoTime() - startNanos);
    output.awaitEnd(DRAIN_MILLIS);
    return new QemuExit(ended.exitValue(), lived, output.text());
  }

  private String printed() {
    final String words = lastWords();
    return words.isEmpty() ? "" : "; it printed: " + words;
  }
}
