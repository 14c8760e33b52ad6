package io.memtracer.host.cli.legacy;

import io.memtracer.host.cli.ExitStatus;
import io.memtracer.host.report.Harmless;
import io.memtracer.host.report.TraceReport;
import io.memtracer.host.session.request.Monitor;
import io.memtracer.host.session.request.TraceListener;
import io.memtracer.host.status.AnalyzerOutcome;
import io.memtracer.host.status.WorkloadExit.How;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.util.Locale;

/**
 * Prints results as the predecessor did, and everything else, the workload's output included, on
 * standard error.
 */
final class LegacyDisplay implements TraceListener {

  private final PrintStream err;
  private final LegacyResults results;
  private final MonitorConsole monitor;
  private final LegacyOptions options;
  private Monitor qemu;

  LegacyDisplay(
      final PrintStream err,
      final LegacyResults results,
      final MonitorConsole monitor,
      final LegacyOptions options) {
    this.err = err;
    this.results = results;
    this.monitor = monitor;
    this.options = options;
  }

  /** Whether QEMU could open a window. */
  static boolean hasScreen() {
    return isSet("DISPLAY") || isSet("WAYLAND_DISPLAY");
  }

  private static boolean isSet(final String variable) {
    return !System.getenv().getOrDefault(variable, "").isEmpty();
  }

  @Override
  public void onPhase(final String phase) {
    if (options.verbose) {
      say(phase);
    }
  }

  /**
   * No status of its own: what the predecessor's users ask for is memtracer's own, and is there.
   */
  @Override
  public void onUnusableJar(final String problem) {
    say(Harmless.line(problem));
  }

  @Override
  public void onProgress(final TraceProgress progress) {
    // The predecessor had none.
  }

  @Override
  public void onStandardOutput(final ByteBuffer bytes) {
    pass(bytes);
  }

  @Override
  public void onStandardError(final ByteBuffer bytes) {
    pass(bytes);
  }

  private synchronized void pass(final ByteBuffer bytes) {
    final byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    err.write(copy, 0, copy.length);
    err.flush();
  }

  @Override
  public void onWorkloadInfo(final String info) {
    results.printWorkloadInfo(info);
  }

  @Override
  public void onMonitor(final Monitor running) {
    qemu = running;
    if (options.window) {
      if (!hasScreen()) {
        say(
            "there is no display to open a window on, neither DISPLAY nor WAYLAND_DISPLAY is set:"
                + " QEMU runs without");
      }
      monitor.attach(qemu);
    }
  }

  /** Prints nothing on standard output if the run failed: there are only wrong figures to print. */
  @Override
  public void onReport(final TraceReport report) {
    final boolean interrupted = report.exit().how() == How.INTERRUPTED;
    if (ExitStatus.ofRun(report).isPresent() && !interrupted) {
      explain(report);
      return;
    }
    if (report.exit().how() == How.EXITED && report.exit().code() != 0) {
      say("the workload ended with status " + report.exit().code());
    } else if (report.exit().how() == How.SIGNALLED) {
      say("the workload was killed by signal " + report.exit().code());
    }
    results.print(report);
    if (options.verbose) {
      report.origin().facts().forEach((name, value) -> say(Harmless.line(name + ": " + value)));
    }
    if (options.stays && qemu != null && !interrupted) {
      stay();
    }
  }

  private void stay() {
    say("the guest goes on, untraced: 'quit' or Ctrl-C ends it");
    monitor.attach(qemu);
    qemu.ended().join();
  }

  private void explain(final TraceReport report) {
    report.incomplete().ifPresent(why -> say("the trace is incomplete: " + Harmless.block(why)));
    for (final AnalyzerOutcome tool : report.analyzers()) {
      tool.failure()
          .ifPresent(failure -> say(Harmless.block(String.valueOf(failure.cause().getMessage()))));
    }
    if (report.recordsRead() != report.counters().written()) {
      say(
          String.format(
              Locale.ROOT,
              "ATTENTION: QEMU wrote %d records, but %d arrived",
              report.counters().written(),
              report.recordsRead()));
    }
  }

  private synchronized void say(final String message) {
    err.println(LegacyCommand.NAME + ": " + message);
    err.flush();
  }
}
