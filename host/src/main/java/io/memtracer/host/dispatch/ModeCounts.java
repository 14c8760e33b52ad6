package io.memtracer.host.dispatch;

import io.memtracer.api.RecordBatch;
import io.memtracer.api.RecordWord;

/**
 * How many accesses user and kernel code made.
 *
 * <p>Not thread-safe.
 */
final class ModeCounts {

  private long user;
  private long kernel;

  /** Adds a batch. */
  void add(final RecordBatch batch) {
    final int size = batch.size();
    long users = 0;
    for (int i = 0; i < size; i++) {
      users += RecordWord.userBit(batch.word(i));
    }
    user += users;
    kernel += size - users;
  }

  /** Those at CPL 3. */
  long user() {
    return user;
  }

  /** The others. */
  long kernel() {
    return kernel;
  }
}
