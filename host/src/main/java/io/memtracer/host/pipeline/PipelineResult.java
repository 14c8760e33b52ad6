package io.memtracer.host.pipeline;

import io.memtracer.host.status.AnalyzerOutcome;
import io.memtracer.host.status.Attribution;
import io.memtracer.host.status.Phases;
import io.memtracer.host.status.PipelineCounters;
import java.util.List;
import java.util.Optional;

/**
 * What came through a pipeline, and what the analyzers made of it.
 *
 * @param counters what the reader counted
 * @param partialBytes bytes at the end that are no whole record: they were delivered to nobody
 * @param analyzers how each analyzer fared, in the order asked for
 * @param tasks who made the accesses
 * @param phases in which phases they were made
 * @param problem why this is not all that should have come; empty if it is
 */
public record PipelineResult(
    PipelineCounters counters,
    int partialBytes,
    List<AnalyzerOutcome> analyzers,
    Attribution tasks,
    Phases phases,
    Optional<String> problem) {

  public PipelineResult {
    analyzers = List.copyOf(analyzers);
  }
}
