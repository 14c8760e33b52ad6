package io.memtracer.api;

/**
 * Fills a {@link RecordBatch}, again and again. For the host and the test kit: an analyzer has no
 * use for it.
 *
 * <p>Not thread-safe: whoever fills hands the batch over and does not touch the writer until it
 * comes back.
 */
public final class RecordBatchWriter {

  private final RecordBatch batch;

  /**
   * Makes an empty batch.
   *
   * @param capacity the most records it can hold, at least 1
   */
  public RecordBatchWriter(final int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("capacity must be at least 1, but capacity=" + capacity);
    }
    batch = new RecordBatch(capacity);
  }

  /**
   * The batch that is filled here, always the same object.
   *
   * @return the batch
   */
  public RecordBatch batch() {
    return batch;
  }

  /**
   * The most records the batch can hold.
   *
   * @return records
   */
  public int capacity() {
    return batch.words.length;
  }

  /**
   * The array behind {@link RecordBatch#address}, for filling in bulk.
   *
   * @return the array itself, {@link #capacity} long
   */
  public long[] addresses() {
    return batch.addresses;
  }

  /**
   * The array behind {@link RecordBatch#word}, for filling in bulk.
   *
   * @return the array itself, {@link #capacity} long
   */
  public long[] words() {
    return batch.words;
  }

  /**
   * Says how much of the arrays counts.
   *
   * @param firstOrdinal position of the first record in the delivered stream
   * @param size records in the batch, 0 to capacity
   */
  public void set(final long firstOrdinal, final int size) {
    if (size < 0 || size > capacity()) {
      throw new IllegalArgumentException("size must be 0 to " + capacity() + ", but size=" + size);
    }
    batch.firstOrdinal = firstOrdinal;
    batch.size = size;
  }

  /**
   * Empties the batch, to be filled with {@link #add}.
   *
   * @param firstOrdinal position in the delivered stream of the record that comes next
   */
  public void clear(final long firstOrdinal) {
    set(firstOrdinal, 0);
  }

  /**
   * Appends a record.
   *
   * @param word word 0, as {@link RecordWord} lays it out
   * @param address virtual address of the access
   * @throws ArrayIndexOutOfBoundsException if the batch is full
   */
  public void add(final long word, final long address) {
    final int index = batch.size;
    batch.words[index] = word;
    batch.addresses[index] = address;
    batch.size = index + 1;
  }

  /**
   * Whether another record fits in.
   *
   * @return true if not
   */
  public boolean isFull() {
    return batch.size == capacity();
  }
}
