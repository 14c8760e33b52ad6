package io.memtracer.host.ring;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.memtracer.api.RecordBatchWriter;
import io.memtracer.api.RecordWord;
import io.memtracer.api.TraceEvent;
import org.agrona.DirectBuffer;

/** Takes blocks of records apart, as docs/wire-formats.md lays them out. */
final class RecordDecoder {

  static final int RECORD_BYTES = 2 * Long.BYTES;

  private static final long GAP_DROPPED = 1;

  private RecordDecoder() {}

  /** Whether there is no record here, but the word that accesses are missing. */
  static boolean isGap(final DirectBuffer source, final int offset) {
    return source.getLong(offset, LITTLE_ENDIAN) >= 0;
  }

  /**
   * What is missing here; the ordinal is to be set.
   *
   * @throws DamagedStreamException if it is no gap either
   */
  static TraceEvent.Gap gap(final DirectBuffer source, final int offset) {
    final long accesses = source.getLong(offset + Long.BYTES, LITTLE_ENDIAN);
    if (accesses < 1) {
      throw new DamagedStreamException(
          "the stream has neither a record nor a gap, but a gap of " + accesses + " accesses");
    }
    final boolean dropped = (source.getLong(offset, LITTLE_ENDIAN) & GAP_DROPPED) != 0;
    return new TraceEvent.Gap(
        0,
        vcpu(source, offset),
        accesses,
        dropped ? TraceEvent.Gap.Cause.DROPPED : TraceEvent.Gap.Cause.SAMPLING);
  }

  /** The vCPU of a record. */
  static int vcpu(final DirectBuffer source, final int offset) {
    return RecordWord.vcpu(source.getLong(offset, LITTLE_ENDIAN));
  }

  /**
   * Appends 16-byte records, as long as they are of the same vCPU and nothing is missing.
   *
   * @param count how many there are, gaps included, the first of which is none; the batch has room
   *     for all
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
        RecordWord.vcpu(differences) == 0 && differences >= 0
            ? size + count
            : endOfRun(words, size, size + count);
    batch.set(0, end);
    return end - size;
  }

  private static int endOfRun(final long[] words, final int from, final int to) {
    int end = from + 1;
    while (end < to
        && words[end] < 0
        && RecordWord.vcpu(words[end]) == RecordWord.vcpu(words[from])) {
      end++;
    }
    return end;
  }
}
