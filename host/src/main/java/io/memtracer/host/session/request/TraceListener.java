package io.memtracer.host.session.request;

import io.memtracer.host.report.InterimReport;
import io.memtracer.host.report.TraceReport;
import io.memtracer.host.status.TraceCounters;
import java.nio.ByteBuffer;

/** Told how a run goes, live. Methods are called from different threads, one at a time each. */
public interface TraceListener {

  /** A step begins, such as "restoring the guest". */
  void onPhase(String phase);

  /** About ten times a second while tracing. */
  void onProgress(TraceProgress progress);

  /**
   * A JAR can't be used; the run goes on with the others.
   *
   * @param problem which, why, and what to do
   */
  default void onUnusableJar(final String problem) {}

  /**
   * What the run waits for that people will ask about, such as an analyzer that doesn't come back.
   *
   * @param what empty if it is nothing special; told again when it changes
   */
  default void onWaiting(final String what) {}

  /** What the user should know, though nothing fails. */
  default void onNote(final String note) {}

  /**
   * The workload gets the user's terminal, or gives it back.
   *
   * @param lent whether it has it from now on: then a line ends with CR LF there
   */
  default void onTerminalLent(final boolean lent) {}

  /** What an unwrapped workload says about itself, trimmed; it isn't traced yet. */
  default void onWorkloadInfo(final String info) {}

  /** QEMU is up; it may be told things from now on. */
  default void onMonitor(final Monitor monitor) {}

  /** Whether somebody wants to know what is found while the run goes on. Any thread may ask. */
  default boolean wantsInterim() {
    return false;
  }

  /**
   * What is known so far, about twice a second while tracing if {@link #wantsInterim}. The run
   * doesn't wait for who is told.
   */
  default void onInterim(final InterimReport report) {}

  /**
   * There is a report, and QEMU is still there: it is ended when this returns.
   *
   * @throws io.memtracer.host.status.TraceException whatever it throws is thrown by the run
   */
  default void onReport(final TraceReport report) {}

  /** The workload wrote to its standard output. The bytes are the guest's and not to be trusted. */
  void onStandardOutput(ByteBuffer bytes);

  /** The workload wrote to its standard error. */
  void onStandardError(ByteBuffer bytes);

  /** The workload's terminal shows something; the bytes are the guest's and not to be trusted. */
  default void onTerminalOutput(final ByteBuffer bytes) {
    onStandardOutput(bytes);
  }

  /**
   * Where a run is.
   *
   * @param elapsedNanos since tracing was armed
   * @param counters what QEMU counted
   * @param recordsRead how many records the host has taken
   */
  record TraceProgress(long elapsedNanos, TraceCounters counters, long recordsRead) {}
}
