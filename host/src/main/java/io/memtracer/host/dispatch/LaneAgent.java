package io.memtracer.host.dispatch;

import io.memtracer.api.EndOfTrace;
import io.memtracer.api.TraceEvent;
import java.util.List;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentTerminationException;
import org.jctools.queues.MessagePassingQueue;
import org.jctools.queues.varhandle.SpscVarHandleArrayQueue;

/** One analyzer on a thread of its own, fed by the dispatcher through a queue. */
final class LaneAgent implements Agent, MessagePassingQueue.Consumer<PooledBatch> {

  private final AnalyzerLane lane;
  private final SpscVarHandleArrayQueue<PooledBatch> queue;
  private final SnapshotPace pace;
  private List<TraceEvent> lastEvents = List.of();
  private volatile EndOfTrace end;
  private boolean ended;

  /**
   * Creates the agent.
   *
   * @param poolSize how many batches there are, so that an offer never fails
   */
  LaneAgent(final AnalyzerLane lane, final int poolSize) {
    this.lane = lane;
    pace = new SnapshotPace(lane::snapshot);
    queue = new SpscVarHandleArrayQueue<>(poolSize);
  }

  /** For the dispatcher: a batch that this lane holds. */
  void offer(final PooledBatch batch) {
    if (!queue.offer(batch)) {
      throw new IllegalStateException("the queue of " + roleName() + " holds the whole pool");
    }
  }

  /** When this lane says what its analyzer has found so far. */
  SnapshotPace pace() {
    return pace;
  }

  /** For the dispatcher: the last batch was offered, and this happened behind it. */
  void endInput(final List<TraceEvent> events, final EndOfTrace howItEnded) {
    lastEvents = events;
    end = howItEnded;
  }

  @Override
  public String roleName() {
    return "analyzer-" + lane.label();
  }

  @Override
  public void onStart() {
    lane.start();
  }

  @Override
  public int doWork() {
    if (ended) {
      throw new AgentTerminationException(true);
    }
    pace.keep();
    final EndOfTrace endedBefore = end;
    final int batches = queue.drain(this, queue.capacity());
    if (batches == 0 && endedBefore != null) {
      lastEvents.forEach(lane::event);
      lane.end(endedBefore);
      ended = true;
      return 1;
    }
    return batches;
  }

  /** Takes one batch out of the queue. */
  @Override
  public void accept(final PooledBatch batch) {
    batch.events().forEach(lane::event);
    lane.deliver(batch.batch());
    batch.release();
  }

  @Override
  public void onClose() {
    lane.close();
  }
}
