package io.memtracer.host.session.route;

import io.memtracer.api.EndOfTrace;
import io.memtracer.host.pipeline.Pipeline;
import io.memtracer.host.pipeline.PipelineResult;
import io.memtracer.host.recording.write.Recorder;
import io.memtracer.host.status.Interim;
import io.memtracer.host.status.TraceException;
import java.util.Optional;

/**
 * Analyzers in this process.
 *
 * @param analyzers how many there are
 * @param recorder takes the records besides
 */
public record PipelineEnd(Pipeline pipeline, int analyzers, Optional<Recorder> recorder)
    implements RouteEnd {

  /** Where nobody else takes the records. */
  public PipelineEnd(final Pipeline pipeline, final int analyzers) {
    this(pipeline, analyzers, Optional.empty());
  }

  @Override
  public long recordsRead() {
    return pipeline.recordsRead();
  }

  @Override
  public Optional<Interim> interim() {
    return Optional.of(pipeline.interim());
  }

  @Override
  public Optional<TraceException> failure() {
    return pipeline.failure();
  }

  @Override
  public Optional<String> problem() {
    return pipeline.problem();
  }

  @Override
  public Optional<String> waitingFor(final long nanos) {
    return pipeline.waitingFor(nanos);
  }

  @Override
  public boolean giveUp(final long nanos) {
    return pipeline.giveUp(nanos);
  }

  @Override
  public boolean hasNoListeners() {
    final boolean isRecorded = recorder.isPresent() && recorder.get().stopped().isEmpty();
    return !isRecorded
        && analyzers + (recorder.isPresent() ? 1 : 0) > 0
        && pipeline.failedAnalyzers().size() == analyzers;
  }

  @Override
  public PipelineResult finish(final long recordsWritten, final EndOfTrace end) {
    return pipeline.finish(recordsWritten, end);
  }

  @Override
  public PipelineResult finishIncomplete(final EndOfTrace end) {
    return pipeline.finishIncomplete(end);
  }

  @Override
  public void close() {
    pipeline.close();
  }
}
