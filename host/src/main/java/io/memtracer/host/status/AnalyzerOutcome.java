package io.memtracer.host.status;

import io.memtracer.api.result.AnalysisResult;
import java.util.Map;
import java.util.Optional;

/**
 * How one analyzer fared in one run.
 *
 * @param label what reports call it, unlike all others of the run
 * @param name as in {@code --analyzer NAME}
 * @param version of the JAR it came from
 * @param options as in force, defaults included
 * @param delivered records it was given; if it failed in the middle, those before the failing batch
 * @param lost records that were read but not given to it (after it failed, or dropped on its own
 *     account)
 * @param busyNanos time spent inside its methods; where several threads share its work, on the one
 *     that was longest in them
 * @param result what it found; empty if it failed
 * @param failure why it was detached; empty if it wasn't
 */
public record AnalyzerOutcome(
    String label,
    String name,
    String version,
    Map<String, String> options,
    long delivered,
    long lost,
    long busyNanos,
    Optional<AnalysisResult> result,
    Optional<AnalyzerFailure> failure) {

  /** The same with another time spent. */
  public AnalyzerOutcome busy(final long nanos) {
    return new AnalyzerOutcome(
        label, name, version, options, delivered, lost, nanos, result, failure);
  }

  /** The same of one that was detached since, if it was: what it had found is void. */
  public AnalyzerOutcome failed(final Optional<AnalyzerFailure> since) {
    return since.isEmpty()
        ? this
        : new AnalyzerOutcome(
            label, name, version, options, delivered, lost, busyNanos, Optional.empty(), since);
  }
}
