package io.memtracer.host.dispatch;

import io.memtracer.api.AnalysisContext;
import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.TraceAnalyzerFactory;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.host.dispatch.partition.CplPartition;
import io.memtracer.host.dispatch.partition.PartitionedAnalyzer;
import io.memtracer.host.status.AnalyzerFailure;
import io.memtracer.host.status.AnalyzerOutcome;
import io.memtracer.host.status.Parts;
import java.util.Optional;
import java.util.function.Function;

/**
 * An analyzer that is to listen.
 *
 * @param label what reports call it, unlike all others of the run
 * @param factory names and creates it
 * @param version of the JAR it came from
 * @param options in force, checked
 * @param context facts about the run, with this analyzer's own scratch directory
 * @param parts of what parts of the records its figures are wanted too
 */
public record LaneSpec(
    String label,
    TraceAnalyzerFactory factory,
    String version,
    AnalyzerOptions options,
    AnalysisContext context,
    Parts parts) {

  /** Parts that are the same as the whole are left out. */
  public LaneSpec {
    parts = context.userOnly() ? parts.withoutCpl() : parts;
  }

  /** An analyzer whose figures are wanted for all records together. */
  public LaneSpec(
      final String label,
      final TraceAnalyzerFactory factory,
      final String version,
      final AnalyzerOptions options,
      final AnalysisContext context) {
    this(label, factory, version, options, context, Parts.NONE);
  }

  /** The same, as the only one of its name. */
  public LaneSpec(
      final TraceAnalyzerFactory factory,
      final String version,
      final AnalyzerOptions options,
      final AnalysisContext context) {
    this(factory.name(), factory, version, options, context);
  }

  /** The same by another factory, for all records together. */
  public LaneSpec whole(final TraceAnalyzerFactory other) {
    return new LaneSpec(label, other, version, options, context, Parts.NONE);
  }

  /** The same with another label. */
  public LaneSpec called(final String other) {
    return new LaneSpec(other, factory, version, options, context, parts);
  }

  /** A new analyzer: if figures of parts are wanted, one that is several. */
  public TraceAnalyzer create() {
    return create(new CplPartition());
  }

  /**
   * The same.
   *
   * @param partition may be shared with other analyzers on the same thread
   */
  TraceAnalyzer create(final CplPartition partition) {
    return parts.isWhole()
        ? factory.create(options)
        : new PartitionedAnalyzer(() -> factory.create(options), parts, partition);
  }

  /**
   * Asks a new analyzer of the kind what it can do, for all records together, and closes it.
   *
   * @param otherwise the answer if there is none: it will be created once more, where it is known
   *     what to do about that
   */
  public <T> T ask(final Function<TraceAnalyzer, T> question, final T otherwise) {
    try (TraceAnalyzer analyzer = factory.create(options)) {
      return question.apply(analyzer);
    } catch (RuntimeException e) {
      return otherwise;
    }
  }

  /** As in {@code --analyzer NAME}. */
  public String name() {
    return factory.name();
  }

  /** How it fared, as {@link AnalyzerOutcome} says. */
  AnalyzerOutcome outcome(
      final long delivered,
      final long lost,
      final long busyNanos,
      final Optional<AnalysisResult> found,
      final Optional<AnalyzerFailure> failure) {
    return new AnalyzerOutcome(
        label, name(), version, options.asMap(), delivered, lost, busyNanos, found, failure);
  }
}
