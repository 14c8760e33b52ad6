package io.memtracer.host.parallel;

import io.memtracer.api.Mergeable;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.host.dispatch.LaneSpec;
import io.memtracer.host.recording.read.Range;
import io.memtracer.host.recording.read.RecordedTrace;
import io.memtracer.host.status.TaskChoice;
import java.util.ArrayList;
import java.util.List;

/**
 * Divides the work of a replay: analyzers that can be merged look at pieces of the trace, on
 * threads of their own; the others at all of it, in order.
 */
public final class ParallelReplay {

  private final List<LaneSpec> lanes;
  private final List<String> merged;
  private final Workers workers;

  private ParallelReplay(
      final List<LaneSpec> lanes, final List<String> merged, final Workers workers) {
    this.lanes = lanes;
    this.merged = merged;
    this.workers = workers;
  }

  /**
   * Divides it.
   *
   * @param threads how many threads look at pieces
   * @param specs all analyzers
   * @param tasks whose records they are given
   */
  public static ParallelReplay of(
      final RecordedTrace trace,
      final Range range,
      final int threads,
      final List<LaneSpec> specs,
      final TaskChoice tasks) {
    final List<LaneSpec> mergeable = specs.stream().filter(ParallelReplay::isMergeable).toList();
    final Workers workers = new Workers(trace, range, threads, mergeable, tasks);
    final List<LaneSpec> lanes = new ArrayList<>();
    for (final LaneSpec spec : specs) {
      final int index = mergeable.indexOf(spec);
      lanes.add(index < 0 ? spec : spec.whole(new MergedFactory(spec, workers, index)));
    }
    return new ParallelReplay(
        List.copyOf(lanes), mergeable.stream().map(LaneSpec::label).toList(), workers);
  }

  private static boolean isMergeable(final LaneSpec spec) {
    try (TraceAnalyzer probe = spec.factory().create(spec.options())) {
      return probe instanceof Mergeable;
    } catch (RuntimeException e) {
      // It will be created once more, where it is known what to do about that.
      return false;
    }
  }

  /** The analyzers to be led, in the order asked for. */
  public List<LaneSpec> lanes() {
    return lanes;
  }

  /** Labels of those that look at pieces. */
  public List<String> merged() {
    return merged;
  }

  /** Whether all pieces have been looked at. */
  public boolean isDone() {
    return merged.isEmpty() || workers.isDone();
  }
}
