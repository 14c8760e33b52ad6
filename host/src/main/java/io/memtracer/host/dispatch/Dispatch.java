package io.memtracer.host.dispatch;

import io.memtracer.api.EndOfTrace;
import io.memtracer.host.ring.BatchSource;
import io.memtracer.host.status.AnalyzerOutcome;
import io.memtracer.host.status.Attribution;
import io.memtracer.host.status.Interim;
import io.memtracer.host.status.Phases;
import io.memtracer.host.status.TaskChoice;
import io.memtracer.host.status.TraceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.agrona.concurrent.Agent;

/** The consuming side of a run: the dispatcher and the analyzers it feeds, as agents to be run. */
public final class Dispatch {

  private final Lanes lanes;
  private final List<Agent> agents;
  private final Dispatcher dispatcher;
  private final AtomicReference<EndOfTrace> end;
  private final List<SnapshotPace> paces;

  private Dispatch(
      final Lanes lanes,
      final List<LaneAgent> laneAgents,
      final Dispatcher dispatcher,
      final AtomicReference<EndOfTrace> end) {
    this.lanes = lanes;
    this.dispatcher = dispatcher;
    this.end = end;
    final List<Agent> all = new ArrayList<>(laneAgents);
    all.add(dispatcher);
    agents = List.copyOf(all);
    paces =
        Stream.concat(laneAgents.stream().map(LaneAgent::pace), Stream.of(dispatcher.pace()))
            .toList();
  }

  private static AtomicReference<EndOfTrace> unknownEnd() {
    return new AtomicReference<>(EndOfTrace.of(0).withEnding(EndOfTrace.Ending.BROKEN_OFF));
  }

  /**
   * All analyzers in turn on the thread that drains the ring.
   *
   * @param source closed by the dispatcher when it ends
   * @param tasks whose records they are given
   * @throws TraceException if an analyzer refuses an option
   */
  public static Dispatch shared(
      final BatchSource source,
      final List<LaneSpec> specs,
      final TaskChoice tasks,
      final int batchRecords) {
    final Lanes lanes = Lanes.create(specs.stream().map(List::of).toList(), true);
    final FanOut fanOut = new InPlaceFanOut(lanes.all(), batchRecords);
    final AtomicReference<EndOfTrace> end = unknownEnd();
    return new Dispatch(lanes, List.of(), new Dispatcher(source, fanOut, tasks, end::get), end);
  }

  /**
   * A thread for each analyzer, besides the one that drains the ring; several for one whose work is
   * shared.
   *
   * @param source closed by the dispatcher when it ends
   * @param specs for each analyzer one, or those that share its work, the one with the result first
   * @param tasks whose records they are given
   * @param poolBatches how many batches there are between the dispatcher and the slowest analyzer
   * @throws TraceException if an analyzer refuses an option
   */
  public static Dispatch dedicated(
      final BatchSource source,
      final List<List<LaneSpec>> specs,
      final TaskChoice tasks,
      final int batchRecords,
      final int poolBatches) {
    final Lanes lanes = Lanes.create(specs, false);
    final List<LaneAgent> laneAgents =
        lanes.all().stream().map(lane -> new LaneAgent(lane, poolBatches)).toList();
    final FanOut fanOut = new QueuedFanOut(laneAgents, poolBatches, batchRecords);
    final AtomicReference<EndOfTrace> end = unknownEnd();
    return new Dispatch(lanes, laneAgents, new Dispatcher(source, fanOut, tasks, end::get), end);
  }

  /**
   * What is to be run, each to be started before the next: analyzers first, the dispatcher last.
   */
  public List<Agent> agents() {
    return agents;
  }

  /**
   * Says how the trace ends, before the source is told where: the analyzers are told the same.
   *
   * @param howItEnds without the number of records, which the analyzers' own lanes count
   */
  public void endsAs(final EndOfTrace howItEnds) {
    end.set(howItEnds);
  }

  /** Labels of the analyzers that have been detached so far. */
  public List<String> failedAnalyzers() {
    return lanes.failed();
  }

  /**
   * What the analyzers have found so far, as they said when they were asked last; and asks them
   * again, each on its own thread between two batches. Any thread may call it, as often as it
   * likes.
   */
  public Interim interim() {
    paces.forEach(SnapshotPace::want);
    final Set<String> atEndOnly =
        lanes.first().stream()
            .filter(lane -> lane.hasSpoken() && lane.interim().result().isEmpty())
            .map(AnalyzerLane::label)
            .collect(Collectors.toSet());
    return new Interim(lanes.interim(), atEndOnly, dispatcher.soFar());
  }

  /** How each analyzer fared, in the order asked for; once the agents have ended. */
  public List<AnalyzerOutcome> outcomes() {
    return lanes.outcomes();
  }

  /** Who made the accesses; once the agents have ended. */
  public Attribution attribution() {
    return dispatcher.attribution();
  }

  /** The phases with the accesses in them; once the agents have ended. */
  public Phases counted(final Phases phases) {
    return dispatcher.summary().counted(phases);
  }

  /** Whom it has been waiting for that long, in words; any thread may ask. */
  public Optional<String> waitingFor(final long nanos) {
    return lanes.all().stream().flatMap(lane -> lane.waitingFor(nanos).stream()).findFirst();
  }

  /**
   * Gives up the analyzers that have been in one call for that long, each once; any thread may ask
   * for it. If that is the thread of all of them, {@link #collect} is to be called on another.
   *
   * @return how many there were
   */
  public int giveUp(final long nanos) {
    final int count = (int) lanes.all().stream().filter(lane -> lane.giveUp(nanos)).count();
    if (count > 0) {
      dispatcher.cut();
    }
    return count;
  }

  /**
   * Asks the analyzers for results that have not failed, in place of a thread that was given up.
   */
  public void collect() {
    for (final AnalyzerLane lane : lanes.all()) {
      lane.end(end.get());
      lane.close();
    }
  }
}
