package io.memtracer.host.dispatch.partition;

import io.memtracer.api.RecordBatch;
import io.memtracer.api.RecordBatchWriter;
import io.memtracer.api.RecordWord;

/**
 * Sorts the records of a batch into user and kernel code, once for all who ask about the same
 * batch.
 *
 * <p>Not thread-safe.
 */
public final class CplPartition {

  private static final int BLOCK_RECORDS = 256;

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
    user.of(batch.vcpu(), batch.task(), batch.phase());
    user.set(userRecords, users);
    kernel.of(batch.vcpu(), batch.task(), batch.phase());
    kernel.set(kernelRecords, size - users);
    userRecords += users;
    kernelRecords += size - users;
    nextOrdinal = batch.firstOrdinal() + size;
  }

  /** Block by block: most are of one side, and then they are only copied. */
  private int partition(final RecordBatch batch, final int size) {
    int users = 0;
    for (int from = 0; from < size; from += BLOCK_RECORDS) {
      final int to = Math.min(size, from + BLOCK_RECORDS);
      final boolean ofUser = RecordWord.isUser(batch.word(from));
      if (!isOfOneSide(batch, from, to, ofUser)) {
        users = sort(batch, from, to, users);
      } else if (ofUser) {
        copy(batch, from, to, user, users);
        users += to - from;
      } else {
        copy(batch, from, to, kernel, from - users);
      }
    }
    return users;
  }

  private static boolean isOfOneSide(
      final RecordBatch batch, final int from, final int to, final boolean ofUser) {
    for (int i = from; i < to; i++) {
      if (RecordWord.isUser(batch.word(i)) != ofUser) {
        return false;
      }
    }
    return true;
  }

  private static void copy(
      final RecordBatch batch,
      final int from,
      final int to,
      final RecordBatchWriter side,
      final int index) {
    final long[] words = side.words();
    final long[] addresses = side.addresses();
    final int shift = index - from;
    for (int i = from; i < to; i++) {
      words[i + shift] = batch.word(i);
    }
    for (int i = from; i < to; i++) {
      addresses[i + shift] = batch.address(i);
    }
    if (batch.hasPhysicalAddresses()) {
      final long[] physical = side.physical();
      for (int i = from; i < to; i++) {
        physical[i + shift] = batch.physical(i);
      }
    }
  }

  /** Writes each record to both sides and moves on where it belongs: no branch to guess wrong. */
  private int sort(final RecordBatch batch, final int from, final int to, final int usersBefore) {
    if (batch.hasPhysicalAddresses()) {
      sortPhysical(batch, from, to, usersBefore);
    }
    final long[] userWords = user.words();
    final long[] userAddresses = user.addresses();
    final long[] kernelWords = kernel.words();
    final long[] kernelAddresses = kernel.addresses();
    int users = usersBefore;
    for (int i = from; i < to; i++) {
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

  private void sortPhysical(
      final RecordBatch batch, final int from, final int to, final int usersBefore) {
    final long[] ofUser = user.physical();
    final long[] ofKernel = kernel.physical();
    int users = usersBefore;
    for (int i = from; i < to; i++) {
      final long physical = batch.physical(i);
      ofUser[users] = physical;
      ofKernel[i - users] = physical;
      users += RecordWord.isUser(batch.word(i)) ? 1 : 0;
    }
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
