package io.memtracer.host.session.route;

import io.memtracer.api.EndOfTrace;
import io.memtracer.host.pipeline.Pipeline;
import io.memtracer.host.pipeline.PipelineResult;
import io.memtracer.host.status.TraceException;
import java.util.Optional;

/**
 * Analyzers in this process.
 *
 * @param analyzers how many there are
 */
public record PipelineEnd(Pipeline pipeline, int analyzers) implements RouteEnd {

  @Override
  public long recordsRead() {
    return pipeline.recordsRead();
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
    return analyzers > 0 && pipeline.failedAnalyzers().size() == analyzers;
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
