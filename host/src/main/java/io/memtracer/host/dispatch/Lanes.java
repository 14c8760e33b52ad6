package io.memtracer.host.dispatch;

import io.memtracer.host.dispatch.partition.CplPartition;
import io.memtracer.host.status.AnalyzerFailure;
import io.memtracer.host.status.AnalyzerOutcome;
import io.memtracer.host.status.TraceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The lanes of all analyzers: one of each, or as many as share its work, of which the first has the
 * result. Which thread may ask what, the lanes say.
 */
final class Lanes {

  private final List<List<AnalyzerLane>> analyzers = new ArrayList<>();

  private Lanes() {}

  /**
   * Makes them.
   *
   * @param specs for each analyzer one, or those that share its work
   * @param oneThread whether all are on one
   * @throws TraceException if an analyzer refuses an option
   */
  static Lanes create(final List<List<LaneSpec>> specs, final boolean oneThread) {
    final Lanes lanes = new Lanes();
    final CplPartition shared = new CplPartition();
    try {
      for (final List<LaneSpec> analyzer : specs) {
        final List<AnalyzerLane> own = new ArrayList<>();
        lanes.analyzers.add(own);
        for (final LaneSpec spec : analyzer) {
          own.add(AnalyzerLane.create(spec, oneThread ? shared : new CplPartition()));
        }
      }
    } catch (TraceException e) {
      lanes.all().forEach(AnalyzerLane::close);
      throw e;
    }
    return lanes;
  }

  /** All, in the order in which the analyzers were asked for. */
  List<AnalyzerLane> all() {
    return analyzers.stream().flatMap(List::stream).toList();
  }

  /** Those that have a result. */
  List<AnalyzerLane> first() {
    return analyzers.stream().map(lanes -> lanes.get(0)).toList();
  }

  /** Labels of the analyzers that have failed. */
  List<String> failed() {
    return analyzers.stream()
        .filter(lanes -> failure(lanes).isPresent())
        .map(lanes -> lanes.get(0).label())
        .toList();
  }

  /** How each analyzer fared. */
  List<AnalyzerOutcome> outcomes() {
    return outcomes(AnalyzerLane::outcome);
  }

  /** The same, as they said when they were asked last. */
  List<AnalyzerOutcome> interim() {
    return outcomes(AnalyzerLane::interim);
  }

  private List<AnalyzerOutcome> outcomes(final Function<AnalyzerLane, AnalyzerOutcome> outcome) {
    return analyzers.stream().map(lanes -> outcome(lanes, outcome)).toList();
  }

  /** What the first says, unless another that shares its work has failed. */
  private static AnalyzerOutcome outcome(
      final List<AnalyzerLane> lanes, final Function<AnalyzerLane, AnalyzerOutcome> outcome) {
    final AnalyzerOutcome first = outcome.apply(lanes.get(0));
    final Optional<AnalyzerFailure> failure = failure(lanes);
    return (failure.equals(first.failure()) ? first : first.failed(failure))
        .busy(busiestNanos(lanes.stream().map(outcome)));
  }

  private static long busiestNanos(final Stream<AnalyzerOutcome> shares) {
    return shares.mapToLong(AnalyzerOutcome::busyNanos).max().orElseThrow();
  }

  /**
   * Why an analyzer failed; of several that share its work, why the others did, too. The first may
   * have been given up only since it waited for another that was.
   */
  private static Optional<AnalyzerFailure> failure(final List<AnalyzerLane> lanes) {
    return lanes.stream()
        .map(AnalyzerLane::failure)
        .filter(Objects::nonNull)
        .reduce((one, next) -> isOfAnother(next) && !isOfAnother(one) ? one : next);
  }

  private static boolean isOfAnother(final AnalyzerFailure failure) {
    return failure.cause() instanceof OtherShareFailedException;
  }
}
