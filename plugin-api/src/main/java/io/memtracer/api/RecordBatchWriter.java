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
   * The same records, as somebody gets them who was given others before.
   *
   * @param batch whose records they are; the result is valid as long as it is
   * @param firstOrdinal position of the first record in what they were given
   * @return another batch with the same arrays
   */
  public static RecordBatch renumbered(final RecordBatch batch, final long firstOrdinal) {
    return new RecordBatch(batch, firstOrdinal);
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
   * The array behind {@link RecordBatch#physical}, for filling in bulk: from the first call on the
   * batch has physical addresses, and whoever fills it has to fill them as well.
   *
   * @return the array itself, {@link #capacity} long
   */
  public long[] physical() {
    if (batch.physical == null) {
      batch.physical = new long[capacity()];
    }
    return batch.physical;
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
   * Says whose the records are; holds until it is said again.
   *
   * @param vcpu 0 to 255; the words must say the same
   * @param task which task the vCPU ran
   * @param phase in which phase
   */
  public void of(final int vcpu, final Task task, final Phase phase) {
    batch.vcpu = vcpu;
    batch.task = task;
    batch.phase = phase;
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
