package io.memtracer.host.cli.terminal;

import io.memtracer.host.report.Harmless;
import io.memtracer.host.report.InterimReport;
import io.memtracer.host.report.text.FindingText;
import io.memtracer.host.session.request.TraceListener;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.util.function.LongSupplier;

/**
 * Shows how a run goes, on standard error, and passes the workload's output on. On a terminal one
 * line rewrites itself and makes way for what the workload prints; elsewhere a plain line comes
 * every few seconds.
 *
 * <p>Our own and not a library's: a progress bar wants an end that a trace doesn't know, and what
 * makes this class is the lock that keeps the line and the workload's output apart.
 */
public final class LiveDisplay implements TraceListener, AutoCloseable {

  private static final long PLAIN_INTERVAL_NANOS = 5_000_000_000L;

  private final PrintStream workloadOut;
  private final PrintStream workloadErr;
  private final PrintStream screen;
  private final StatusLine status;
  private final boolean quiet;
  private final LongSupplier nanoTime;
  private final Runnable onNoListener;

  private final ProgressText progressText = new ProgressText();
  private final LiveOutput live;

  private String waiting = "";
  private boolean unusableJars;
  private long lastPlainNanos;

  /**
   * A display that shows nothing yet.
   *
   * @param workloadOut where the workload's standard output goes
   * @param workloadErr where its standard error goes
   * @param screen where what its terminal shows goes
   * @param status where progress goes
   * @param columns width of the terminal there; 0 if it isn't one
   * @param quiet whether to keep progress to itself
   * @param onNoListener called when what the workload writes can't be passed on: nobody listens
   * @param live who else wants to know what is found while the run goes on
   */
  public LiveDisplay(
      final PrintStream workloadOut,
      final PrintStream workloadErr,
      final PrintStream screen,
      final PrintStream status,
      final int columns,
      final boolean quiet,
      final LongSupplier nanoTime,
      final Runnable onNoListener,
      final LiveOutput live) {
    this.workloadOut = workloadOut;
    this.workloadErr = workloadErr;
    this.screen = screen;
    this.status = new StatusLine(status, columns);
    this.quiet = quiet;
    this.nanoTime = nanoTime;
    this.onNoListener = onNoListener;
    this.live = live;
    lastPlainNanos = nanoTime.getAsLong();
  }

  @Override
  public synchronized void onPhase(final String phase) {
    if (quiet) {
      return;
    }
    if (status.isPossible()) {
      status.show(phase);
    } else {
      status.tell(phase);
    }
  }

  @Override
  public synchronized void onProgress(final TraceProgress progress) {
    if (quiet) {
      return;
    }
    final long now = nanoTime.getAsLong();
    if (status.isPossible()) {
      status.show(progressText.of(progress) + (waiting.isEmpty() ? "" : ", waiting: " + waiting));
    } else if (now - lastPlainNanos >= PLAIN_INTERVAL_NANOS) {
      lastPlainNanos = now;
      status.tell(progressText.of(progress));
    }
  }

  private boolean hasFindings() {
    return live.hasFindings() && status.isPossible() && !quiet;
  }

  @Override
  public boolean wantsInterim() {
    return hasFindings() || live.isWatched();
  }

  /** What was found is a line below the other, from the next time that this is written. */
  @Override
  public void onInterim(final InterimReport report) {
    live.show(report);
    if (hasFindings()) {
      final String first = FindingText.first(report.report());
      synchronized (this) {
        status.showBelow(first);
      }
    }
  }

  /** Also when quiet: it is an error, and the exit status says so. */
  @Override
  public synchronized void onUnusableJar(final String problem) {
    status.clear();
    status.tell(Harmless.line(problem));
    unusableJars = true;
  }

  @Override
  public synchronized void onNote(final String note) {
    if (!quiet) {
      status.clear();
      status.tell(Harmless.line(note));
    }
  }

  /** The line that rewrites itself stays until there is something else to see. */
  @Override
  public synchronized void onTerminalLent(final boolean lent) {
    status.lent(lent);
    if (lent) {
      onNote("Ctrl-C goes to the program, twice within a second to memtracer");
    }
  }

  /** On a terminal it is part of the line that rewrites itself; elsewhere it is told at once. */
  @Override
  public synchronized void onWaiting(final String what) {
    waiting = what;
    if (!quiet && !status.isPossible() && !what.isEmpty()) {
      status.tell("waiting: " + what);
    }
  }

  /** Whether JARs couldn't be used. */
  public synchronized boolean sawUnusableJars() {
    return unusableJars;
  }

  @Override
  public void onStandardOutput(final ByteBuffer bytes) {
    pass(bytes, workloadOut);
  }

  @Override
  public void onStandardError(final ByteBuffer bytes) {
    pass(bytes, workloadErr);
  }

  @Override
  public synchronized void onTerminalOutput(final ByteBuffer bytes) {
    pass(bytes, screen);
    status.screenUsed();
  }

  /** Takes the line away: what follows is the report. */
  @Override
  public synchronized void close() {
    status.clear();
    status.showBelow("");
    workloadOut.flush();
    workloadErr.flush();
    screen.flush();
  }

  private synchronized void pass(final ByteBuffer bytes, final PrintStream to) {
    if (!bytes.hasRemaining()) {
      return;
    }
    status.clear();
    final byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    to.write(copy, 0, copy.length);
    if (to.checkError()) {
      onNoListener.run();
    }
    status.printed(copy[copy.length - 1] != '\n');
  }
}
