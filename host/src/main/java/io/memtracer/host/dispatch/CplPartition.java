package io.memtracer.host.dispatch;

import io.memtracer.api.RecordBatch;
import io.memtracer.api.RecordBatchWriter;
import io.memtracer.api.RecordWord;

/**
 * Sorts the records of a batch into user and kernel code, once for all who ask about the same
 * batch.
 *
 * <p>Not thread-safe.
 */
final class CplPartition {

  private RecordBatchWriter user = new RecordBatchWriter(1);
  private RecordBatchWriter kernel = new RecordBatchWriter(1);
  private long nextOrdinal;
  private long userRecords;
  private long kernelRecords;

  /** Takes the next batch of the stream; does nothing if it has it already. */
  void accept(final RecordBatch batch) {
    if (batch.firstOrdinal() < nextOrdinal) {
      return;
    }
    final int size = batch.size();
    if (user.capacity() < size) {
      user = new RecordBatchWriter(size);
      kernel = new RecordBatchWriter(size);
    }
    final int users = partition(batch, size);
    user.set(userRecords, users);
    kernel.set(kernelRecords, size - users);
    userRecords += users;
    kernelRecords += size - users;
    nextOrdinal = batch.firstOrdinal() + size;
  }

  /** Writes each record to both sides and moves on where it belongs: no branch to guess wrong. */
  private int partition(final RecordBatch batch, final int size) {
    final long[] userWords = user.words();
    final long[] userAddresses = user.addresses();
    final long[] kernelWords = kernel.words();
    final long[] kernelAddresses = kernel.addresses();
    int users = 0;
    for (int i = 0; i < size; i++) {
      final long word = batch.word(i);
      final long address = batch.address(i);
      userWords[users] = word;
      userAddresses[users] = address;
      kernelWords[i - users] = word;
      kernelAddresses[i - users] = address;
      users += RecordWord.isUser(word) ? 1 : 0;
    }
    return users;
  }

  /** The records of CPL 3 in the last batch, maybe none. */
  RecordBatch user() {
    return user.batch();
  }

  /** The records of CPL 0 to 2 in the last batch, maybe none. */
  RecordBatch kernel() {
    return kernel.batch();
  }
}
