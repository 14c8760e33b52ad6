package io.memtracer.host.session;

import io.memtracer.host.report.TraceReport;
import io.memtracer.host.session.request.Run;
import io.memtracer.host.session.request.TraceListener;

/** One run over a trace in a file: see {@link ReplaySession}. */
abstract class FileRun implements Run {

  private final ReplaySession session;
  private final Runnable closing;

  /**
   * A run that hasn't begun.
   *
   * @param session hands the records to the analyzers
   * @param closing closes the file, when it has been run
   */
  FileRun(final ReplaySession session, final Runnable closing) {
    this.session = session;
    this.closing = closing;
  }

  @Override
  public TraceReport execute(final TraceListener listener) {
    try {
      return session.execute(listener);
    } finally {
      closing.run();
    }
  }

  @Override
  public void interrupt() {
    session.interrupt();
  }

  @Override
  public void abort() {
    session.abort();
  }
}
