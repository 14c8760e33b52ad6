package io.memtracer.host.session.route;

import io.memtracer.api.EndOfTrace;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Metric;
import io.memtracer.api.result.Section;
import io.memtracer.api.result.Unit;
import io.memtracer.host.pipeline.PipelineResult;
import io.memtracer.host.posix.FifoHold;
import io.memtracer.host.ring.RecordRing;
import io.memtracer.host.session.workload.Producer;
import io.memtracer.host.status.AnalyzerFailure;
import io.memtracer.host.status.AnalyzerOutcome;
import io.memtracer.host.status.Attribution;
import io.memtracer.host.status.Phases;
import io.memtracer.host.status.TraceException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The user's reader; in the report it has the place of an analyzer. */
final class ReaderEnd implements RouteEnd {

  /** Its name in reports. */
  static final String NAME = "fifo";

  private static final long READ_PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final Path fifo;
  private final FifoHold writer;
  private final Producer producer;
  private volatile boolean gone;

  ReaderEnd(final Path fifo, final FifoHold writer, final Producer producer) {
    this.fifo = fifo;
    this.writer = writer;
    this.producer = producer;
  }

  @Override
  public long recordsRead() {
    return producer.counters().written();
  }

  /** A reader that has read all so far and closes the FIFO is missed when the next record comes. */
  @Override
  public void look() {
    if (producer.failure().isPresent() || (!writer.hasReader() && writer.bytesWaiting() > 0)) {
      gone = true;
    }
  }

  @Override
  public boolean hasNoListeners() {
    return gone;
  }

  @Override
  public boolean awaitsEndOfProducer() {
    return true;
  }

  @Override
  public PipelineResult finish(final long recordsWritten, final EndOfTrace end) {
    awaitReader();
    look();
    return outcome(recordsWritten, gone ? closed() : null);
  }

  private String closed() {
    return "the reader of " + fifo + " closed it before the end of the trace";
  }

  /**
   * Lets the reader take what is left, as long as it gets on with it: who ends it when the run has
   * ended is to find everything read.
   */
  private void awaitReader() {
    int left = writer.bytesWaiting();
    long deadline = System.nanoTime() + READ_PATIENCE_NANOS;
    while (left > 0 && writer.hasReader() && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(LOOK_NANOS);
      final int now = writer.bytesWaiting();
      if (now < left) {
        deadline = System.nanoTime() + READ_PATIENCE_NANOS;
      }
      left = now;
    }
  }

  @Override
  public PipelineResult finishIncomplete(final EndOfTrace end) {
    look();
    // QEMU may have been given up because nobody made room.
    final boolean stuck = !gone && producer.isAlive() && writer.bytesWaiting() > 0;
    producer.close();
    final String full = "the reader of " + fifo + " left it full and did not read";
    return outcome(producer.counters().written(), gone ? closed() : stuck ? full : null);
  }

  private PipelineResult outcome(final long written, final String problem) {
    final int unread =
        (writer.bytesWaiting() + RecordRing.RECORD_BYTES - 1) / RecordRing.RECORD_BYTES;
    writer.close();
    final long lost = problem == null ? 0 : unread;
    final Optional<AnalyzerFailure> failure =
        Optional.ofNullable(problem)
            .map(text -> new AnalyzerFailure("read", written - lost, TraceException.user(text)));
    final AnalyzerOutcome reader =
        new AnalyzerOutcome(
            NAME,
            NAME,
            "",
            Map.of("path", fifo.toString()),
            written - lost,
            lost,
            0,
            failure.isPresent() ? Optional.empty() : Optional.of(result(written)),
            failure);
    return new PipelineResult(
        DirectEnd.unseen(written),
        0,
        List.of(reader),
        Attribution.unknown(Attribution.FIFO),
        Phases.unknown(Phases.FIFO),
        Optional.empty());
  }

  private static AnalysisResult result(final long written) {
    return AnalysisResult.of(
        Section.of(
            "reader",
            "The FIFO's reader",
            Metric.of("records", "Records it was given", written, Unit.ACCESSES)));
  }

  @Override
  public void close() {
    writer.close();
  }
}
