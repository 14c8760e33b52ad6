package io.memtracer.host.ring;

import io.memtracer.api.RecordBatchWriter;
import io.memtracer.api.TraceEvent;
import java.nio.LongBuffer;

/** Takes messages of site records apart, as docs/wire-formats.md lays them out. */
final class SiteRecordDecoder {

  /** The shortest a record can be. */
  static final int RECORD_BYTES = Long.BYTES;

  private static final int ESCAPED_LONGS = 3;
  private static final int SITE_BITS = 16;

  /** Where a word has its vCPU's number. */
  static final long VCPU_MASK = 0xff00;

  /** With the escape's number: no record follows, but accesses are missing here. */
  private static final long GAP = 1L << 63;

  private static final long GAP_DROPPED = 1L << 62;
  private static final long GAP_FLAGS = GAP | GAP_DROPPED;

  private SiteRecordDecoder() {}

  /** Whether this is no access: the escape, with more than its number. */
  static boolean isAside(final long packed) {
    return (packed & SiteTable.ESCAPE) == SiteTable.ESCAPE && packed != SiteTable.ESCAPE;
  }

  /** Whether this tells of accesses that are missing. */
  static boolean isGap(final long packed) {
    return packed < 0 && (packed & SiteTable.ESCAPE) == SiteTable.ESCAPE;
  }

  /** How many records come before what takes more than 8 bytes or is none. */
  static int plainLongs(final LongBuffer source, final int offset, final int length) {
    int count = 0;
    while (count < length && (source.get(offset + count) & SiteTable.ESCAPE) != SiteTable.ESCAPE) {
      count++;
    }
    return count;
  }

  /**
   * What it tells; the ordinal is to be set.
   *
   * @throws DamagedStreamException if nothing is missing
   */
  static TraceEvent.Gap gap(final long packed, final int vcpu) {
    final long accesses = (packed & ~GAP_FLAGS) >>> SITE_BITS;
    if (accesses == 0) {
      throw new DamagedStreamException("a gap must be of at least one access, but is of none");
    }
    return new TraceEvent.Gap(
        0,
        vcpu,
        accesses,
        (packed & GAP_DROPPED) == 0 ? TraceEvent.Gap.Cause.SAMPLING : TraceEvent.Gap.Cause.DROPPED);
  }

  /**
   * Appends records, up to what is none, to a batch that has room for one in each 8 bytes.
   *
   * @param source little endian
   * @param offset where they begin, in longs
   * @param length how long the message is from there on, in longs
   * @param siteWords word 0 of each site; 0 for numbers that are none
   * @param vcpuBits what the ring adds to them
   * @return how many longs were decoded
   * @throws DamagedStreamException if these are no site records
   */
  static int decode(
      final LongBuffer source,
      final int offset,
      final int length,
      final long[] siteWords,
      final long vcpuBits,
      final RecordBatchWriter batch) {
    final int first = batch.batch().size();
    final long[] packed = batch.addresses();
    source.get(offset, packed, first, length);
    final int end = first + length;
    if (decodePlain(batch.words(), packed, first, end, siteWords, vcpuBits)) {
      batch.set(0, end);
      return length;
    }
    return decodeAny(source, offset, length, siteWords, vcpuBits, batch);
  }

  /**
   * Decodes in place what was copied where the addresses are to be: a plain loop over arrays.
   *
   * @return false if there was an escape or no site
   */
  private static boolean decodePlain(
      final long[] words,
      final long[] addresses,
      final int first,
      final int end,
      final long[] siteWords,
      final long vcpuBits) {
    long allValid = -1;
    for (int i = first; i < end; i++) {
      final long packed = addresses[i];
      final long word = siteWords[(int) packed & (siteWords.length - 1)];
      allValid &= word;
      words[i] = word | vcpuBits;
      addresses[i] = packed >> SITE_BITS;
    }
    return allValid < 0;
  }

  /** The same for messages with escapes and gaps, one record after the other. */
  static int decodeAny(
      final LongBuffer source,
      final int offset,
      final int length,
      final long[] siteWords,
      final long vcpuBits,
      final RecordBatchWriter batch) {
    final long[] words = batch.words();
    final long[] addresses = batch.addresses();
    final int end = offset + length;
    int position = offset;
    int next = batch.batch().size();
    while (position < end && !isAside(source.get(position))) {
      final long packed = source.get(position);
      final int site = (int) packed & SiteTable.ESCAPE;
      if (site != SiteTable.ESCAPE) {
        words[next] = requireSite(siteWords[site], site) | vcpuBits;
        addresses[next++] = packed >> SITE_BITS;
        position++;
      } else {
        requireWhole(end - position);
        words[next] = requireWord(source.get(position + 1), vcpuBits);
        addresses[next++] = source.get(position + 2);
        position += ESCAPED_LONGS;
      }
    }
    batch.set(0, next);
    return position - offset;
  }

  private static long requireSite(final long word, final int site) {
    if (word >= 0) {
      throw new DamagedStreamException(
          "a record has the number " + site + " of a site that isn't in the table");
    }
    return word;
  }

  private static long requireWord(final long word, final long vcpuBits) {
    if (word >= 0 || (word & VCPU_MASK) != vcpuBits) {
      throw new DamagedStreamException("an escaped record can't begin with %016x".formatted(word));
    }
    return word;
  }

  private static void requireWhole(final int longs) {
    if (longs < ESCAPED_LONGS) {
      throw new DamagedStreamException(
          "an escaped record takes "
              + ESCAPED_LONGS * Long.BYTES
              + " bytes, but its message ends after "
              + longs * Long.BYTES);
    }
  }
}
