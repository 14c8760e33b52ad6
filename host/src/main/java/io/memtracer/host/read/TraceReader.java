package io.memtracer.host.read;

import io.memtracer.host.ring.Expectation;
import io.memtracer.host.ring.RecordRing;
import io.memtracer.host.status.PipelineCounters;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.CloseHelper;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentTerminationException;

/**
 * Reads a source straight into the ring, whole records at a time: the bytes of a record that hasn't
 * arrived completely are carried over to the next read.
 *
 * <p>It ends when the source does, or when it has reached what one of the {@code finish} methods
 * asks for. These and the counters may be used by any thread; the rest belongs to the reading one.
 */
final class TraceReader implements Agent {

  /** Name of the thread that reads. */
  static final String THREAD_NAME = "trace-read";

  private static final int RECORD_BYTES = RecordRing.RECORD_BYTES;

  /** The byte of a record whose uppermost bit says that it is one. */
  private static final int LAST_OF_WORD = Long.BYTES - 1;

  private final TraceSource source;
  private final RecordRing ring;
  private final int blockBytes;
  private final boolean gaps;
  private final Expectation expectation;
  private final ByteBuffer carried = ByteBuffer.allocateDirect(RECORD_BYTES).limit(0);

  private final AtomicLong bytesRead = new AtomicLong();
  private final AtomicLong recordsRead = new AtomicLong();
  private final AtomicLong reads = new AtomicLong();
  private final AtomicLong ringFull = new AtomicLong();
  private volatile Optional<String> problem = Optional.empty();

  private boolean ended;

  /**
   * Creates the reader.
   *
   * @param blockBytes the most to read at once, a multiple of 16
   * @param gaps whether gaps may come between records, which are not to be counted
   * @param patienceNanos how long to wait for records that were announced
   */
  TraceReader(
      final TraceSource source,
      final RecordRing ring,
      final int blockBytes,
      final boolean gaps,
      final long patienceNanos) {
    this.source = source;
    this.ring = ring;
    this.blockBytes = blockBytes;
    this.gaps = gaps;
    expectation = new Expectation(patienceNanos);
  }

  /** See {@link StreamIntake#finishAt}. */
  void finishAt(final long records) {
    expectation.finishAt(records);
  }

  /** See {@link StreamIntake#finishWhenEmpty}. */
  void finishWhenEmpty() {
    expectation.finishWhenEmpty();
  }

  /** Whole records put into the ring so far. */
  long recordsRead() {
    return recordsRead.get();
  }

  int partialBytes() {
    return (int) (bytesRead.get() % RECORD_BYTES);
  }

  Optional<String> problem() {
    return problem;
  }

  PipelineCounters counters() {
    return new PipelineCounters(recordsRead(), bytesRead.get(), reads.get(), ringFull.get());
  }

  @Override
  public String roleName() {
    return THREAD_NAME;
  }

  @Override
  public int doWork() {
    if (ended) {
      throw new AgentTerminationException(true);
    }
    if (ring.isClosed()) {
      return end(Optional.empty());
    }
    try {
      final long goal = expectation.goal();
      final int available = source.available();
      return available > 0 ? readBlock(available) : onNothing(available, goal);
    } catch (IOException e) {
      end(Optional.of("reading the trace failed: " + e.getMessage()));
      return 1;
    }
  }

  private int readBlock(final int available) throws IOException {
    final int carriedBytes = carried.remaining();
    final int wanted = Math.min(available, blockBytes - carriedBytes);
    final int claimed = (carriedBytes + wanted + RECORD_BYTES - 1) & -RECORD_BYTES;
    final ByteBuffer room = ring.tryClaim(claimed);
    if (room == null) {
      ringFull.setRelease(ringFull.getPlain() + 1);
      return 0;
    }
    final int start = room.position();
    int read = 0;
    int records = 0;
    try {
      room.put(carried).limit(start + carriedBytes + wanted);
      read = source.read(room);
    } finally {
      carryOver(room, start, start + carriedBytes + read);
      final int whole = carriedBytes + read & -RECORD_BYTES;
      records = records(room, start, whole);
      handOver(whole);
    }
    recordsRead.setRelease(recordsRead.getPlain() + records);
    bytesRead.setRelease(bytesRead.getPlain() + read);
    reads.setRelease(reads.getPlain() + 1);
    expectation.arrived();
    return read;
  }

  private void carryOver(final ByteBuffer room, final int start, final int end) {
    final int rest = end - start & RECORD_BYTES - 1;
    room.limit(end).position(end - rest);
    carried.clear().put(room).flip();
  }

  /** How many of them are records. */
  private int records(final ByteBuffer room, final int start, final int wholeBytes) {
    int count = wholeBytes / RECORD_BYTES;
    if (gaps) {
      for (int i = start + LAST_OF_WORD; i < start + wholeBytes; i += RECORD_BYTES) {
        count -= room.get(i) < 0 ? 0 : 1;
      }
    }
    return count;
  }

  private void handOver(final int wholeBytes) {
    if (wholeBytes == 0) {
      ring.abort();
    } else {
      ring.commit(wholeBytes);
    }
  }

  private int onNothing(final int available, final long goal) {
    if (available == TraceSource.END || expectation.isOver(goal, recordsRead())) {
      return end(expectation.problem().or(this::partialRecord));
    }
    return 0;
  }

  private Optional<String> partialRecord() {
    return partialBytes() == 0
        ? Optional.empty()
        : Optional.of(
            "the trace ends inside a record, after " + partialBytes() + " of its 16 bytes");
  }

  private int end(final Optional<String> why) {
    problem = why;
    ended = true;
    ring.end();
    return 1;
  }

  @Override
  public void onClose() {
    ring.end();
    CloseHelper.quietClose(source);
  }
}
