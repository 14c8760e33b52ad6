package io.memtracer.host.session.route;

import io.memtracer.api.EndOfTrace;
import io.memtracer.host.dispatch.FifoLane;
import io.memtracer.host.pipeline.PipelineResult;
import io.memtracer.host.ring.RecordRing;
import io.memtracer.host.session.workload.Producer;
import io.memtracer.host.status.AnalyzerOutcome;
import io.memtracer.host.status.Attribution;
import io.memtracer.host.status.Interim;
import io.memtracer.host.status.Phases;
import io.memtracer.host.status.PipelineCounters;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One analyzer that has the trace read from a FIFO into which QEMU writes. */
record DirectEnd(FifoLane lane, Producer producer) implements RouteEnd {

  /** What a route counted whose records nobody in this process has seen. */
  static PipelineCounters unseen(final long records) {
    return new PipelineCounters(records, records * RecordRing.RECORD_BYTES, 0, 0);
  }

  @Override
  public long recordsRead() {
    return producer.counters().written();
  }

  @Override
  public Optional<Interim> interim() {
    final AnalyzerOutcome fares = lane.interim();
    return Optional.of(
        new Interim(List.of(fares), Set.of(fares.label()), Attribution.unknown(Attribution.FIFO)));
  }

  @Override
  public void look() {
    lane.progress(producer.counters().written(), producer.failure().isPresent());
  }

  @Override
  public boolean hasNoListeners() {
    return lane.failure().isPresent();
  }

  /** The analyzer knows how long it may take: when that is over, it fails, and QEMU goes on. */
  @Override
  public long signOfLife() {
    return hasNoListeners() ? 0 : System.nanoTime();
  }

  @Override
  public boolean awaitsEndOfProducer() {
    return true;
  }

  @Override
  public PipelineResult finish(final long recordsWritten, final EndOfTrace end) {
    return new PipelineResult(
        unseen(recordsWritten),
        0,
        List.of(lane.end(recordsWritten, producer.failure().isPresent(), end)),
        Attribution.unknown(Attribution.FIFO),
        Phases.unknown(Phases.FIFO),
        Optional.empty());
  }

  @Override
  public PipelineResult finishIncomplete(final EndOfTrace end) {
    producer.close();
    return finish(producer.counters().written(), end);
  }

  @Override
  public void close() {
    lane.close();
  }
}
