package io.memtracer.host.ring;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.memtracer.api.RecordBatchWriter;
import org.agrona.DirectBuffer;

/** Takes messages of site records apart, as docs/wire-formats.md lays them out. */
final class SiteRecordDecoder {

  /** The shortest a record can be. */
  static final int RECORD_BYTES = Long.BYTES;

  private static final int ESCAPED_BYTES = 3 * Long.BYTES;
  private static final int SITE_BITS = 16;

  private SiteRecordDecoder() {}

  /**
   * Appends the records of a message to a batch that has room for one in each 8 bytes.
   *
   * @param siteWords word 0 of each site
   * @param vcpuBits what the ring adds to them
   * @return how many records there were
   * @throws IllegalStateException if these are no site records; nothing is appended then
   */
  static int decode(
      final DirectBuffer source,
      final int offset,
      final int length,
      final long[] siteWords,
      final long vcpuBits,
      final RecordBatchWriter batch) {
    final long[] words = batch.words();
    final long[] addresses = batch.addresses();
    final int first = batch.batch().size();
    final int end = offset + length;
    int position = offset;
    int next = first;
    long allValid = -1;
    while (position < end) {
      final long packed = source.getLong(position, LITTLE_ENDIAN);
      final int site = (int) packed & SiteTable.ESCAPE;
      if (site != SiteTable.ESCAPE) {
        final long word = siteWords[site];
        allValid &= word;
        words[next] = word | vcpuBits;
        addresses[next++] = packed >> SITE_BITS;
        position += RECORD_BYTES;
      } else {
        requireWhole(end - position);
        words[next] = source.getLong(position + Long.BYTES, LITTLE_ENDIAN);
        addresses[next++] = source.getLong(position + 2 * Long.BYTES, LITTLE_ENDIAN);
        position += ESCAPED_BYTES;
      }
    }
    if (allValid >= 0) {
      throw new IllegalStateException("a record has the number of a site that isn't in the table");
    }
    batch.set(0, next);
    return next - first;
  }

  private static void requireWhole(final int bytes) {
    if (bytes < ESCAPED_BYTES) {
      throw new IllegalStateException(
          "an escaped record takes "
              + ESCAPED_BYTES
              + " bytes, but its message ends after "
              + bytes);
    }
  }
}
