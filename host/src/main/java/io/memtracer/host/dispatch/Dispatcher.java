package io.memtracer.host.dispatch;

import io.memtracer.api.EndOfTrace;
import io.memtracer.api.RecordBatchWriter;
import io.memtracer.api.TraceEvent;
import io.memtracer.host.dispatch.summary.Summary;
import io.memtracer.host.ring.BatchAssembler;
import io.memtracer.host.ring.BatchSink;
import io.memtracer.host.ring.BatchSource;
import io.memtracer.host.ring.Stretch;
import io.memtracer.host.status.Attribution;
import io.memtracer.host.status.TaskChoice;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Supplier;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentTerminationException;

/**
 * Takes records out of a ring and gives them to the analyzers, in full batches while there is a
 * backlog and at once while there is none.
 */
final class Dispatcher implements Agent, BatchSink {

  /** Name of the thread that drains the ring. */
  static final String THREAD_NAME = "trace-dispatch";

  private final BatchSource source;
  private final FanOut fanOut;
  private final BatchAssembler assembler = new BatchAssembler(this);
  private final Supplier<EndOfTrace> end;
  private final Summary summary = Summary.ofAll();
  private final TaskChoice tasks;
  private final SnapshotPace pace = new SnapshotPace(this::snapshot);
  private volatile Attribution soFar = Attribution.of(List.of(), Attribution.Command.UNSEEN, 0);
  private long nextOrdinal;
  private long leftOut;
  private boolean ended;
  private volatile boolean cut;

  /**
   * Creates the dispatcher.
   *
   * @param tasks whose records the analyzers are given
   * @param end what will be known when the source is drained
   */
  Dispatcher(
      final BatchSource source,
      final FanOut fanOut,
      final TaskChoice tasks,
      final Supplier<EndOfTrace> end) {
    this.tasks = tasks;
    this.source = source;
    this.fanOut = fanOut;
    this.end = end;
  }

  @Override
  public String roleName() {
    return THREAD_NAME;
  }

  @Override
  public void onStart() {
    fanOut.start();
  }

  @Override
  public int doWork() {
    if (ended) {
      throw new AgentTerminationException(true);
    }
    pace.keep();
    final int blocks = cut ? 0 : source.drain(assembler);
    if (blocks > 0) {
      return blocks;
    }
    if (cut || source.isDrained()) {
      assembler.flush();
      fanOut.end(end.get());
      ended = true;
      return 1;
    }
    return assembler.flush();
  }

  /** Ends with what was delivered: an analyzer holds up all others. Any thread may call it. */
  void cut() {
    cut = true;
  }

  private void snapshot() {
    soFar = attribution();
    fanOut.snapshot();
  }

  /** When this thread says how far it is. */
  SnapshotPace pace() {
    return pace;
  }

  /** Who had made the accesses when that was said last. Any thread may ask. */
  Attribution soFar() {
    return soFar;
  }

  /** Who made the accesses, for when it has ended. */
  Attribution attribution() {
    return summary.attribution(leftOut);
  }

  /** What was counted besides, for when it has ended. */
  Summary summary() {
    return summary;
  }

  @Override
  public RecordBatchWriter tryAcquire() {
    return fanOut.tryAcquire();
  }

  @Override
  public void deliver(final RecordBatchWriter filled) {
    final int size = filled.batch().size();
    summary.add(filled.batch());
    if (!tasks.includes(filled.batch().task())) {
      leftOut += size;
      return;
    }
    filled.set(nextOrdinal, size);
    summary.place(filled.batch());
    nextOrdinal += size;
    fanOut.deliver(filled);
  }

  @Override
  public void event(final TraceEvent event) {
    summary.event(event);
    fanOut.event(event.at(nextOrdinal));
  }

  @Override
  public void elsewhere(final Stretch stretch) {
    try {
      summary.mergeNext(new DataInputStream(new ByteArrayInputStream(stretch.summary().array())));
    } catch (IOException e) {
      throw new UncheckedIOException("what was counted of a piece can't be read", e);
    }
    nextOrdinal += stretch.records();
    fanOut.elsewhere(stretch);
  }

  @Override
  public void onClose() {
    try {
      fanOut.close();
    } finally {
      source.close();
    }
  }
}
