package io.memtracer.host.parallel;

import io.memtracer.api.Mergeable;
import io.memtracer.host.dispatch.LaneSpec;
import io.memtracer.host.recording.read.Range;
import io.memtracer.host.recording.read.RecordedTrace;
import io.memtracer.host.ring.FiniteIntake;
import io.memtracer.host.status.TaskChoice;
import java.util.ArrayList;
import java.util.List;

/**
 * Divides the work of a replay: analyzers that can be merged look at pieces of the trace, at the
 * same time; the others at all of it, in order.
 */
public final class ParallelReplay {

  private final List<LaneSpec> lanes;
  private final List<String> merged;
  private final PieceJob job;
  private final Division division;

  private ParallelReplay(
      final List<LaneSpec> lanes,
      final List<String> merged,
      final PieceJob job,
      final Division division) {
    this.lanes = lanes;
    this.merged = merged;
    this.job = job;
    this.division = division;
  }

  /**
   * Divides it.
   *
   * @param farm where pieces are looked at
   * @param specs all analyzers
   * @param tasks whose records they are given
   */
  public static ParallelReplay of(
      final RecordedTrace trace,
      final Range range,
      final PieceFarm farm,
      final List<LaneSpec> specs,
      final TaskChoice tasks) {
    final List<LaneSpec> mergeable = specs.stream().filter(ParallelReplay::isMergeable).toList();
    final PieceJob job =
        new PieceJob(
            trace, range, trace.pieces(range, farm.pieces(trace.chunks())), mergeable, tasks);
    final Division division = new Division(farm, job);
    final List<LaneSpec> lanes = new ArrayList<>();
    for (final LaneSpec spec : specs) {
      final int index = mergeable.indexOf(spec);
      lanes.add(index < 0 ? spec : spec.whole(new MergedFactory(spec, division, index)));
    }
    return new ParallelReplay(
        List.copyOf(lanes), mergeable.stream().map(LaneSpec::label).toList(), job, division);
  }

  private static boolean isMergeable(final LaneSpec spec) {
    return spec.ask(analyzer -> analyzer instanceof Mergeable, false);
  }

  /** The analyzers to be led, in the order asked for. */
  public List<LaneSpec> lanes() {
    return lanes;
  }

  /** Labels of those that look at pieces. */
  public List<String> merged() {
    return merged;
  }

  /** Whether nobody has to be given a record: all analyzers look at pieces, and at all of them. */
  public boolean isInPiecesAlone() {
    return unmerged().isEmpty() && job.tasks().isAll();
  }

  /** Labels of those that have to look at the whole, in order. */
  public List<String> unmerged() {
    return lanes.stream().map(LaneSpec::label).filter(label -> !merged.contains(label)).toList();
  }

  /** Through which comes what was made of the pieces, where all analyzers look at these alone. */
  public FiniteIntake intake() {
    return new PiecesIntake(job.trace(), job.range(), division.board());
  }

  /** Whether all pieces have been looked at. */
  public boolean isDone() {
    return merged.isEmpty() || division.board().isDone();
  }
}
