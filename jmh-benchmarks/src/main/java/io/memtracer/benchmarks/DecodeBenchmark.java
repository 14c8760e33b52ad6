package io.memtracer.benchmarks;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.memtracer.benchmarks.recorder.Recording;
import io.memtracer.benchmarks.streams.EndlessRing;
import io.memtracer.benchmarks.streams.RecordStream;
import io.memtracer.host.ring.BatchAssembler;
import io.memtracer.host.ring.RecordRing;
import io.memtracer.host.ring.SharedRings;
import java.nio.ByteBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** What it costs to take records of a real guest out of a ring and lay them out as a batch. */
public class DecodeBenchmark extends RecordBenchmark {

  private static final int RING_BYTES = 1 << 20;

  /** With the two headers of its message a 32nd of the ring, so that each lap is like the last. */
  private static final int BLOCK_BYTES = RING_BYTES / 32 - 16;

  private static final int BLOCK_RECORDS = BLOCK_BYTES / RecordRing.RECORD_BYTES;
  private static final int BLOCKS = 256;

  private final BatchAssembler assembler = new BatchAssembler(new Discard());
  private SharedRings siteRecords;
  private RecordRing traceRecords;

  /** Fills a ring of each kind; what is read isn't cleared, so it can be read again. */
  @Setup
  public void fill() {
    final Recording records = RecordStream.REAL.records();
    try (EndlessRing ring = new EndlessRing(records)) {
      siteRecords = ring.open();
      siteRecords.drain(assembler);
    }
    traceRecords = new RecordRing(RING_BYTES);
    for (int block = 0, next = 0; block < RING_BYTES / BLOCK_BYTES; block++) {
      final ByteBuffer room = traceRecords.tryClaim(BLOCK_BYTES).order(LITTLE_ENDIAN);
      for (int i = 0; i < BLOCK_RECORDS; i++, next++) {
        room.putLong(records.word(next)).putLong(records.address(next));
      }
      traceRecords.commit(BLOCK_BYTES);
      traceRecords.drain(assembler);
    }
  }

  /** Once in each fork. */
  @TearDown
  public void end() {
    siteRecords.close();
  }

  /** 8 bytes each, as the shared ring has them. */
  @Benchmark
  @OperationsPerInvocation(RecordStream.RECORDS)
  public long siteRecords() {
    final long goal = siteRecords.counters().recordsRead() + RecordStream.RECORDS;
    while (siteRecords.counters().recordsRead() < goal) {
      siteRecords.drain(assembler);
    }
    return goal;
  }

  /** 16 bytes each, as the FIFO has them. */
  @Benchmark
  @OperationsPerInvocation(BLOCKS * BLOCK_RECORDS)
  public int traceRecords() {
    int drained = 0;
    for (int block = 0; block < BLOCKS; block++) {
      traceRecords.tryClaim(BLOCK_BYTES);
      traceRecords.commit(BLOCK_BYTES);
      drained += traceRecords.drain(assembler);
    }
    return drained;
  }
}
