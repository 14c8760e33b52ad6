package io.memtracer.host.read;

import io.memtracer.host.ring.BatchSource;
import io.memtracer.host.ring.Intake;
import io.memtracer.host.ring.RecordRing;
import io.memtracer.host.status.PipelineCounters;
import java.util.List;
import java.util.Optional;
import org.agrona.CloseHelper;
import org.agrona.concurrent.Agent;

/**
 * Takes records of 16 bytes from a stream of bytes, such as a FIFO: a reader of its own puts them
 * into a ring of this process, from which they are taken in batches.
 */
public final class StreamIntake implements Intake {

  private final TraceSource source;
  private final RecordRing ring;
  private final TraceReader reader;

  /**
   * An intake that hasn't read anything yet.
   *
   * @param source closed with the intake
   * @param ringBytes capacity of the ring, a power of two
   * @param blockBytes the most to read at once, a multiple of 16
   * @param gaps whether the stream tells what is missing between records
   * @param patienceNanos how long to wait at the end for records that were announced
   */
  public StreamIntake(
      final TraceSource source,
      final int ringBytes,
      final int blockBytes,
      final boolean gaps,
      final long patienceNanos) {
    this.source = source;
    ring = new RecordRing(ringBytes);
    reader = new TraceReader(source, ring, blockBytes, gaps, patienceNanos);
  }

  @Override
  public BatchSource batches() {
    return ring;
  }

  @Override
  public List<Agent> agents() {
    return List.of(reader);
  }

  @Override
  public void finishAt(final long records) {
    reader.finishAt(records);
  }

  @Override
  public void finishWhenEmpty() {
    reader.finishWhenEmpty();
  }

  @Override
  public PipelineCounters counters() {
    return reader.counters();
  }

  @Override
  public int partialBytes() {
    return reader.partialBytes();
  }

  @Override
  public Optional<String> problem() {
    return ring.problem().or(reader::problem);
  }

  @Override
  public void close() {
    CloseHelper.quietClose(source);
  }
}
