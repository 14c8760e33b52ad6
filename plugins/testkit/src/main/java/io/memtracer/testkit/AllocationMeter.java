package io.memtracer.testkit;

import com.sun.management.ThreadMXBean;
import io.memtracer.api.RecordBatchWriter;
import io.memtracer.api.TraceAnalyzer;
import java.lang.management.ManagementFactory;
import java.util.Random;

/** How much memory an analyzer takes from the heap for a record, once it knows the trace. */
final class AllocationMeter {

  /** Less than any object or array element for each record; room for tables that double. */
  static final double TOLERATED = 0.5;

  private static final int BATCH = 4096;
  private static final int BATCHES = 300;

  private AllocationMeter() {}

  static double bytesPerRecord(final TraceAnalyzer analyzer) {
    final RecordBatchWriter writer = new RecordBatchWriter(BATCH);
    Traces.mixed(new Random(7), BATCH).vcpu(0).copyTo(0, writer.words(), writer.addresses(), BATCH);
    try (analyzer) {
      analyzer.onStart(TestContext.DEFAULT);
      feed(analyzer, writer, 0);
      final long before = allocatedByThisThread();
      feed(analyzer, writer, BATCHES);
      return (double) (allocatedByThisThread() - before) / ((long) BATCHES * BATCH);
    }
  }

  private static void feed(
      final TraceAnalyzer analyzer, final RecordBatchWriter writer, final int firstBatch) {
    for (int i = 0; i < BATCHES; i++) {
      writer.set((firstBatch + i) * (long) BATCH, BATCH);
      analyzer.onBatch(writer.batch());
    }
  }

  private static long allocatedByThisThread() {
    final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    return threads.getCurrentThreadAllocatedBytes();
  }
}
