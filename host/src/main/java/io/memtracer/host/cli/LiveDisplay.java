package io.memtracer.host.cli;

import io.memtracer.host.report.FindingText;
import io.memtracer.host.report.Harmless;
import io.memtracer.host.report.InterimReport;
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
final class LiveDisplay implements TraceListener, AutoCloseable {

  private static final long PLAIN_INTERVAL_NANOS = 5_000_000_000L;
  private static final String CLEAR = "\r\u001b[K";
  private static final String UP = "\u001b[A";
  private static final int MIN_COLUMNS = 20;

  private final PrintStream workloadOut;
  private final PrintStream workloadErr;
  private final PrintStream screen;
  private final PrintStream status;
  private final int columns;
  private final boolean quiet;
  private final LongSupplier nanoTime;
  private final Runnable onNoListener;

  private final ProgressText progressText = new ProgressText();
  private final LiveOutput live;

  private String line = "";
  private String found = "";
  private int shownLines;
  private boolean midLine;
  private String waiting = "";
  private boolean unusableJars;
  private String lineEnd = System.lineSeparator();
  private boolean screenUsed;
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
  LiveDisplay(
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
    this.status = status;
    this.columns = columns == 0 ? 0 : Math.max(MIN_COLUMNS, columns);
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
    if (columns > 0) {
      line = phase;
      redraw();
    } else {
      tell(phase);
    }
  }

  @Override
  public synchronized void onProgress(final TraceProgress progress) {
    if (quiet) {
      return;
    }
    final long now = nanoTime.getAsLong();
    if (columns > 0) {
      line = progressText.of(progress) + (waiting.isEmpty() ? "" : ", waiting: " + waiting);
      redraw();
    } else if (now - lastPlainNanos >= PLAIN_INTERVAL_NANOS) {
      lastPlainNanos = now;
      tell(progressText.of(progress));
    }
  }

  private boolean hasFindings() {
    return live.hasFindings() && columns > 0 && !quiet;
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
        found = first;
      }
    }
  }

  /** Also when quiet: it is an error, and the exit status says so. */
  @Override
  public synchronized void onUnusableJar(final String problem) {
    clear();
    tell(Harmless.line(problem));
    unusableJars = true;
  }

  @Override
  public synchronized void onNote(final String note) {
    if (!quiet) {
      clear();
      tell(Harmless.line(note));
    }
  }

  /** The line that rewrites itself stays until there is something else to see. */
  @Override
  public synchronized void onTerminalLent(final boolean lent) {
    lineEnd = lent ? "\r\n" : System.lineSeparator();
    screenUsed = false;
    if (lent) {
      onNote("Ctrl-C goes to the program, twice within a second to memtracer");
    }
  }

  private void tell(final String text) {
    status.print("memtracer: " + text + lineEnd);
    status.flush();
  }

  /** On a terminal it is part of the line that rewrites itself; elsewhere it is told at once. */
  @Override
  public synchronized void onWaiting(final String what) {
    waiting = what;
    if (!quiet && columns == 0 && !what.isEmpty()) {
      tell("waiting: " + what);
    }
  }

  /** Whether JARs couldn't be used. */
  synchronized boolean sawUnusableJars() {
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
    screenUsed = true;
  }

  /** Takes the line away: what follows is the report. */
  @Override
  public synchronized void close() {
    clear();
    line = "";
    found = "";
    workloadOut.flush();
    workloadErr.flush();
    screen.flush();
  }

  private synchronized void pass(final ByteBuffer bytes, final PrintStream to) {
    if (!bytes.hasRemaining()) {
      return;
    }
    clear();
    final byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    to.write(copy, 0, copy.length);
    if (to.checkError()) {
      onNoListener.run();
    }
    midLine = copy[copy.length - 1] != '\n';
  }

  /**
   * Not in the middle of a line the workload has begun, nor on a screen that is the workload's: it
   * would be overwritten.
   */
  private void redraw() {
    if (midLine || screenUsed) {
      return;
    }
    if (shownLines > 1) {
      clear();
    }
    status.print(CLEAR + cut(line));
    if (!found.isEmpty()) {
      status.print(lineEnd + CLEAR + cut(found));
    }
    status.flush();
    shownLines = found.isEmpty() ? 1 : 2;
  }

  private String cut(final String text) {
    return text.length() < columns ? text : text.substring(0, columns - 1);
  }

  private void clear() {
    for (int left = shownLines; left > 0; left--) {
      status.print(left > 1 ? CLEAR + UP : CLEAR);
    }
    if (shownLines > 0) {
      status.flush();
      shownLines = 0;
    }
  }
}
