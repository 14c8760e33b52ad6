package io.memtracer.host.cli;

import io.memtracer.host.report.Harmless;
import io.memtracer.host.session.request.TraceListener;
import io.memtracer.host.status.TraceCounters;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.util.Locale;
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
  private static final int MIN_COLUMNS = 20;

  private final PrintStream workloadOut;
  private final PrintStream workloadErr;
  private final PrintStream screen;
  private final PrintStream status;
  private final int columns;
  private final boolean quiet;
  private final LongSupplier nanoTime;
  private final Runnable onNoListener;

  private String line = "";
  private boolean shown;
  private boolean midLine;
  private String waiting = "";
  private boolean unusableJars;
  private String lineEnd = System.lineSeparator();
  private boolean screenUsed;
  private long lastPlainNanos;
  private long rateBaseNanos;
  private long rateBaseRecords;

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
   */
  LiveDisplay(
      final PrintStream workloadOut,
      final PrintStream workloadErr,
      final PrintStream screen,
      final PrintStream status,
      final int columns,
      final boolean quiet,
      final LongSupplier nanoTime,
      final Runnable onNoListener) {
    this.workloadOut = workloadOut;
    this.workloadErr = workloadErr;
    this.screen = screen;
    this.status = status;
    this.columns = columns == 0 ? 0 : Math.max(MIN_COLUMNS, columns);
    this.quiet = quiet;
    this.nanoTime = nanoTime;
    this.onNoListener = onNoListener;
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
      line = describe(progress) + (waiting.isEmpty() ? "" : ", waiting: " + waiting);
      redraw();
    } else if (now - lastPlainNanos >= PLAIN_INTERVAL_NANOS) {
      lastPlainNanos = now;
      tell(describe(progress));
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
    final String text = line.length() < columns ? line : line.substring(0, columns - 1);
    status.print(CLEAR + text);
    status.flush();
    shown = true;
  }

  private void clear() {
    if (shown) {
      status.print(CLEAR);
      status.flush();
      shown = false;
    }
  }

  private String describe(final TraceProgress progress) {
    final long nanos = progress.elapsedNanos();
    final long sinceNanos = nanos - rateBaseNanos;
    final double rate =
        sinceNanos <= 0 ? 0 : (progress.recordsRead() - rateBaseRecords) * 1e3 / sinceNanos;
    if (sinceNanos >= 1_000_000_000L) {
      rateBaseNanos = nanos;
      rateBaseRecords = progress.recordsRead();
    }
    final TraceCounters counters = progress.counters();
    final StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "tracing %.1f s, %,d records, %.1f M/s",
            nanos / 1e9,
            progress.recordsRead(),
            rate));
    if (counters.fullWaits() > 0) {
      text.append(String.format(Locale.ROOT, ", %,d waits of the guest", counters.fullWaits()));
    }
    if (counters.dropped() > 0) {
      text.append(String.format(Locale.ROOT, ", %,d dropped", counters.dropped()));
    }
    return text.toString();
  }
}
