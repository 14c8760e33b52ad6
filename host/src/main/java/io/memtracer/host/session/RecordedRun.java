package io.memtracer.host.session;

import io.memtracer.host.parallel.PieceFarm;
import io.memtracer.host.parallel.ThreadFarm;
import io.memtracer.host.recording.read.Range;
import io.memtracer.host.recording.read.RecordedTrace;
import io.memtracer.host.recording.read.TraceBytes;
import io.memtracer.host.session.request.TraceRequestBuilder;
import io.memtracer.host.symbols.ImageFiles;
import java.util.Optional;

/** One run over a recorded trace. */
public final class RecordedRun extends FileRun {

  /**
   * A run that hasn't begun.
   *
   * @param request who is to listen
   * @throws io.memtracer.host.status.TraceException if it can't be read
   */
  public RecordedRun(final Replay replay, final TraceRequestBuilder request) {
    this(
        RecordedTrace.open(replay.file()),
        replay.range(),
        threads(replay.threads()),
        ImageFiles.with(replay.debugDirectories()),
        request);
  }

  /**
   * The same of all of a trace, wherever it lies.
   *
   * @param bytes closed when it has been run
   * @param farm looks at pieces of it
   */
  public RecordedRun(
      final TraceBytes bytes, final PieceFarm farm, final TraceRequestBuilder request) {
    this(RecordedTrace.open(bytes), Range.ALL, Optional.of(farm), ImageFiles.installed(), request);
  }

  private RecordedRun(
      final RecordedTrace trace,
      final Range range,
      final Optional<PieceFarm> farm,
      final ImageFiles images,
      final TraceRequestBuilder request) {
    super(session(new RecordedSource(trace, range, farm, images), request), trace::close);
  }

  private static Optional<PieceFarm> threads(final int count) {
    return count == 1 ? Optional.empty() : Optional.of(new ThreadFarm(count));
  }

  private static ReplaySession session(
      final RecordedSource source, final TraceRequestBuilder request) {
    return new ReplaySession(source.requested(request).build(), source);
  }
}
