package io.memtracer.host.session;

import io.memtracer.host.foreign.ForeignFormat;
import io.memtracer.host.foreign.ForeignTrace;
import io.memtracer.host.session.request.TraceRequest;
import java.nio.file.Path;

/** One run over a trace of another program. */
public final class ForeignRun extends FileRun {

  /**
   * A run that hasn't begun.
   *
   * @param file the trace
   * @param format what it is in
   * @param request who is to listen
   * @throws io.memtracer.host.status.TraceException if it can't be read
   */
  public ForeignRun(final Path file, final ForeignFormat format, final TraceRequest request) {
    this(ForeignTrace.open(file, format), request);
  }

  private ForeignRun(final ForeignTrace trace, final TraceRequest request) {
    super(new ReplaySession(request, new ForeignSource(trace)), trace::close);
  }
}
