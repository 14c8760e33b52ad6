package io.memtracer.benchmarks;

import io.memtracer.api.RecordWord;
import io.memtracer.host.ring.BatchAssembler;
import io.memtracer.host.ring.RecordRing;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Records from one thread to another through the ring between reader and dispatcher, in blocks of
 * several sizes. The other thread copies each block in, as reading a FIFO does.
 */
public class HandOverBenchmark extends RecordBenchmark {

  private static final int RING_BYTES = 1 << 20;
  private static final int RECORDS = 1 << 19;

  /** Records in a block. */
  @Param({"64", "256", "1024", "2048"})
  public int blockRecords;

  private final BatchAssembler assembler = new BatchAssembler(new Discard());
  private RecordRing ring;
  private Thread producer;
  private volatile boolean enough;

  /** Once in each fork. */
  @Setup
  public void start() {
    ring = new RecordRing(RING_BYTES);
    producer = new Thread(this::produce, "producer");
    producer.start();
  }

  private void produce() {
    final int bytes = blockRecords * RecordRing.RECORD_BYTES;
    final ByteBuffer block = ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (block.hasRemaining()) {
      block.putLong(RecordWord.VALID).putLong(0);
    }
    while (!enough) {
      final ByteBuffer room = ring.tryClaim(bytes);
      if (room == null) {
        Thread.onSpinWait();
      } else {
        room.put(block.clear());
        ring.commit(bytes);
      }
    }
  }

  /** Once in each fork. */
  @TearDown
  public void end() throws InterruptedException {
    enough = true;
    producer.join();
  }

  /** Takes records until there have been that many. */
  @Benchmark
  @OperationsPerInvocation(RECORDS)
  public int handOver() {
    int blocks = 0;
    while (blocks < RECORDS / blockRecords) {
      final int drained = ring.drain(assembler);
      if (drained == 0) {
        Thread.onSpinWait();
      }
      blocks += drained;
    }
    return blocks;
  }
}
