package io.memtracer.plugins.export;

import io.memtracer.api.RecordBatch;
import io.memtracer.api.RecordBatchWriter;
import io.memtracer.api.RecordWord;
import io.memtracer.plugins.cache.CacheFilter;

/**
 * What caches ask of memory, as records: a load of a whole line where it is fetched, a store where
 * it is written back. All else is as in the access that made them ask.
 */
final class Behind {

  private static final int LINE_LOG2 = Integer.numberOfTrailingZeros(CacheFilter.LINE_BYTES);

  private final CacheFilter caches;
  private final Consumer consumer;
  private final RecordBatchWriter asked = new RecordBatchWriter(1);

  /** The accesses that are made. */
  private RecordBatch batch;

  private long accesses;

  /** Takes what is asked. */
  @FunctionalInterface
  interface Consumer {

    /**
     * Takes a record.
     *
     * @param batch it alone
     * @param ordinal of the access that was the reason
     */
    void record(RecordBatch batch, long ordinal);
  }

  /**
   * Makes empty caches.
   *
   * @param levels as the option has them
   */
  Behind(final String levels, final Consumer consumer) {
    this.consumer = consumer;
    caches = CacheFilter.of(levels, this::line);
  }

  void run(final RecordBatch newBatch) {
    batch = newBatch;
    asked.of(batch.vcpu(), batch.task(), batch.phase());
    caches.run(batch);
    accesses += batch.size();
  }

  private void line(final long address, final boolean written) {
    final int index = caches.index();
    final long ordinal = batch.firstOrdinal() + index;
    final long word = batch.word(index);
    asked.clear(ordinal);
    asked.add(
        RecordWord.of(RecordWord.pc(word), batch.vcpu(), RecordWord.cpl(word), written, LINE_LOG2),
        address);
    consumer.record(asked.batch(), ordinal);
  }

  /** How many accesses the caches had. */
  long accesses() {
    return accesses;
  }
}
