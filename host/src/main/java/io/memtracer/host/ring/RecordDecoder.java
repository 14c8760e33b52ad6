package io.memtracer.host.ring;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.memtracer.api.RecordBatchWriter;
import org.agrona.DirectBuffer;

/** Takes blocks of records apart, as docs/wire-formats.md lays them out. */
final class RecordDecoder {

  static final int RECORD_BYTES = 2 * Long.BYTES;

  private RecordDecoder() {}

  /** Appends {@code count} 16-byte records to a batch that has room for them. */
  static void decode(
      final DirectBuffer source, final int offset, final int count, final RecordBatchWriter batch) {
    final long[] words = batch.words();
    final long[] addresses = batch.addresses();
    final int size = batch.batch().size();
    int position = offset;
    for (int i = size; i < size + count; i++) {
      words[i] = source.getLong(position, LITTLE_ENDIAN);
      addresses[i] = source.getLong(position + Long.BYTES, LITTLE_ENDIAN);
      position += RECORD_BYTES;
    }
    batch.set(0, size + count);
  }
}
