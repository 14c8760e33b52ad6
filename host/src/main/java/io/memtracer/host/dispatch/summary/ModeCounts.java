package io.memtracer.host.dispatch.summary;

import io.memtracer.api.RecordBatch;
import io.memtracer.api.RecordWord;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

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

  /** Adds what another one has counted, and saved. */
  void merge(final DataInput in) throws IOException {
    user += in.readLong();
    kernel += in.readLong();
  }

  void save(final DataOutput out) throws IOException {
    out.writeLong(user);
    out.writeLong(kernel);
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
