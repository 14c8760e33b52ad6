package io.memtracer.host.ring;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.memtracer.api.RecordBatchWriter;
import io.memtracer.api.RecordWord;
import org.agrona.DirectBuffer;

/** Takes blocks of records apart, as docs/wire-formats.md lays them out. */
final class RecordDecoder {

  static final int RECORD_BYTES = 2 * Long.BYTES;

  private RecordDecoder() {}

  /** The vCPU of a record. */
  static int vcpu(final DirectBuffer source, final int offset) {
    return RecordWord.vcpu(source.getLong(offset, LITTLE_ENDIAN));
  }

  /**
   * Appends 16-byte records, as long as they are of the same vCPU.
   *
   * @param count how many there are; the batch has room for all
   * @return how many were appended, at least 1
   */
  static int decode(
      final DirectBuffer source, final int offset, final int count, final RecordBatchWriter batch) {
    final long[] words = batch.words();
    final long[] addresses = batch.addresses();
    final int size = batch.batch().size();
    final long first = source.getLong(offset, LITTLE_ENDIAN);
    long differences = 0;
    int position = offset;
    for (int i = size; i < size + count; i++) {
      final long word = source.getLong(position, LITTLE_ENDIAN);
      differences |= word ^ first;
      words[i] = word;
      addresses[i] = source.getLong(position + Long.BYTES, LITTLE_ENDIAN);
      position += RECORD_BYTES;
    }
    final int end =
        RecordWord.vcpu(differences) == 0 ? size + count : endOfVcpu(words, size, size + count);
    batch.set(0, end);
    return end - size;
  }

  private static int endOfVcpu(final long[] words, final int from, final int to) {
    int end = from + 1;
    while (end < to && RecordWord.vcpu(words[end]) == RecordWord.vcpu(words[from])) {
      end++;
    }
    return end;
  }
}
