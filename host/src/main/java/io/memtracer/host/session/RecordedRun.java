package io.memtracer.host.session;

import io.memtracer.host.recording.read.RecordedTrace;
import io.memtracer.host.report.TraceReport;
import io.memtracer.host.session.request.TraceListener;
import io.memtracer.host.session.request.TraceRequestBuilder;
import io.memtracer.host.symbols.ImageFiles;

/**
 * One run over a recorded trace: {@link #execute} once; {@link #interrupt} and {@link #abort} at
 * any time, from other threads.
 */
public final class RecordedRun {

  private final RecordedTrace trace;
  private final ReplaySession session;

  /**
   * A run that hasn't begun.
   *
   * @param request who is to listen
   * @throws io.memtracer.host.status.TraceException if it can't be read
   */
  public RecordedRun(final Replay replay, final TraceRequestBuilder request) {
    trace = RecordedTrace.open(replay.file());
    final RecordedSource source =
        new RecordedSource(
            trace, replay.range(), replay.threads(), ImageFiles.with(replay.debugDirectories()));
    session = new ReplaySession(source.requested(request).build(), source);
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
