package io.memtracer.host.session.request;

import io.memtracer.host.report.TraceReport;

/** One run, wherever its records come from. */
public interface Run {

  /**
   * Runs to the end of whatever makes the records and returns what was found. Once.
   *
   * @throws io.memtracer.host.status.TraceException if there is nothing to report
   */
  TraceReport execute(TraceListener listener);

  /** Makes {@link #execute} return soon, with what has arrived. Any thread may call it. */
  void interrupt();

  /** Ends all processes and removes all files of the run at once. Any thread may call it. */
  void abort();
}
