package io.memtracer.host.pipeline;

import io.memtracer.host.read.StreamIntake;
import io.memtracer.host.read.TraceSource;
import io.memtracer.host.ring.Intake;
import io.memtracer.host.ring.RecordRing;
import io.memtracer.host.status.TaskChoice;
import java.util.concurrent.TimeUnit;
import org.agrona.BitUtil;

/**
 * Sizes and threads of a pipeline.
 *
 * @param threading which thread does what
 * @param ringBytes capacity of the ring, a power of two
 * @param blockBytes the most to read at once, a multiple of 16
 * @param batchRecords the most records in a batch, at least those of a block
 * @param poolBatches with a thread for each analyzer, how many batches there are
 * @param maxShares then, by how many threads the work of an analyzer is shared at most, if it can
 *     be
 * @param patienceNanos how long to wait at the end for records that were announced
 * @param tasks whose records the analyzers are given
 */
public record PipelineConfig(
    Threading threading,
    int ringBytes,
    int blockBytes,
    int batchRecords,
    int poolBatches,
    int maxShares,
    long patienceNanos,
    TaskChoice tasks) {

  public PipelineConfig {
    require(BitUtil.isPowerOfTwo(ringBytes), "ringBytes must be a power of two", ringBytes);
    require(
        blockBytes > 0
            && blockBytes % RecordRing.RECORD_BYTES == 0
            && blockBytes <= RecordRing.maxBlockBytes(ringBytes),
        "blockBytes must be a multiple of 16, up to " + RecordRing.maxBlockBytes(ringBytes),
        blockBytes);
    require(
        batchRecords >= blockBytes / RecordRing.RECORD_BYTES,
        "batchRecords must be at least " + blockBytes / RecordRing.RECORD_BYTES,
        batchRecords);
    require(poolBatches >= 2, "poolBatches must be at least 2", poolBatches);
    require(maxShares >= 1, "maxShares must be at least 1", maxShares);
  }

  /** Sizes that stay in a second-level cache; docs/performance.md has what others cost. */
  public static PipelineConfig defaults() {
    return new PipelineConfig(
        Threading.SHARED,
        1 << 20,
        32 << 10,
        4096,
        16,
        1,
        TimeUnit.SECONDS.toNanos(5),
        TaskChoice.ALL);
  }

  /**
   * The defaults on some threads.
   *
   * @param dedicated one for each analyzer, or else one for all
   * @param maxShares see above
   */
  public static PipelineConfig of(final boolean dedicated, final int maxShares) {
    return dedicated ? defaults().withShares(maxShares) : defaults();
  }

  public PipelineConfig withThreading(final Threading value) {
    return new PipelineConfig(
        value, ringBytes, blockBytes, batchRecords, poolBatches, maxShares, patienceNanos, tasks);
  }

  /** With a thread for each analyzer, and so many for one whose work can be shared. */
  public PipelineConfig withShares(final int most) {
    return new PipelineConfig(
        Threading.DEDICATED,
        ringBytes,
        blockBytes,
        batchRecords,
        poolBatches,
        most,
        patienceNanos,
        tasks);
  }

  /** Other sizes; see the components of the same names. */
  public PipelineConfig withSizes(
      final int newRingBytes,
      final int newBlockBytes,
      final int newBatchRecords,
      final int newPoolBatches) {
    return new PipelineConfig(
        threading,
        newRingBytes,
        newBlockBytes,
        newBatchRecords,
        newPoolBatches,
        maxShares,
        patienceNanos,
        tasks);
  }

  public PipelineConfig withPatienceNanos(final long value) {
    return new PipelineConfig(
        threading, ringBytes, blockBytes, batchRecords, poolBatches, maxShares, value, tasks);
  }

  public PipelineConfig withTasks(final TaskChoice value) {
    return new PipelineConfig(
        threading,
        ringBytes,
        blockBytes,
        batchRecords,
        poolBatches,
        maxShares,
        patienceNanos,
        value);
  }

  /**
   * An intake of this configuration's sizes for a stream of records of 16 bytes.
   *
   * @param source closed with the intake
   */
  public Intake intakeOf(final TraceSource source) {
    return intakeOf(source, false);
  }

  /**
   * The same where something may be missing.
   *
   * @param gaps whether the stream tells what is missing between records
   */
  public Intake intakeOf(final TraceSource source, final boolean gaps) {
    return new StreamIntake(source, ringBytes, blockBytes, gaps, patienceNanos);
  }

  private static void require(final boolean fine, final String what, final int value) {
    if (!fine) {
      throw new IllegalArgumentException(what + ", but is " + value);
    }
  }
}
