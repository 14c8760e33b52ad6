package io.memtracer.host.session;

import io.memtracer.host.foreign.ForeignFormat;
import io.memtracer.host.foreign.ForeignTrace;
import io.memtracer.host.report.TraceReport;
import io.memtracer.host.session.request.TraceListener;
import io.memtracer.host.session.request.TraceRequest;
import java.nio.file.Path;

/**
 * One run over a trace of another program: {@link #execute} once; {@link #interrupt} and {@link
 * #abort} at any time, from other threads.
 */
public final class ForeignRun {

  private final ForeignTrace trace;
  private final ReplaySession session;

  /**
   * A run that hasn't begun.
   *
   * @param file the trace
   * @param format what it is in
   * @param request who is to listen
   * @throws io.memtracer.host.status.TraceException if it can't be read
   */
  public ForeignRun(final Path file, final ForeignFormat format, final TraceRequest request) {
    trace = ForeignTrace.open(file, format);
    session = new ReplaySession(request, new ForeignSource(trace));
  }

  /** Hands the records to the analyzers; see {@link ReplaySession#execute}. */
  public TraceReport execute(final TraceListener listener) {
    try (trace) {
      return session.execute(listener);
    }
  }

  /** Makes {@link #execute} return soon, with what has arrived. */
  public void interrupt() {
    session.interrupt();
  }

  /** Removes all files of the run. */
  public void abort() {
    session.abort();
  }
}
