package io.memtracer.host.symbols.dwarf;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Bytes of a section, read from first to last; never one that isn't there.
 *
 * <p>Not thread-safe.
 */
final class DwarfBytes {

  private static final int MOST_NUMBER_BYTES = 10;
  private static final int MOST_TEXT_BYTES = 4096;

  private final ByteBuffer bytes;
  private int next;

  /** From the first on. */
  DwarfBytes(final ByteBuffer bytes) {
    this.bytes = bytes.slice().order(bytes.order());
  }

  /** From another one on. */
  DwarfBytes at(final long offset) {
    final DwarfBytes there = new DwarfBytes(bytes);
    there.skip(offset);
    return there;
  }

  /** What is left, from the next on; this stays where it is. */
  DwarfBytes here() {
    return at(next);
  }

  boolean hasMore() {
    return next < bytes.limit();
  }

  private int advance(final long count) {
    if (count < 0 || count > bytes.limit() - next) {
      throw new DwarfException(
          "%d bytes from %d on are not in its %d".formatted(count, next, bytes.limit()));
    }
    final int from = next;
    next += (int) count;
    return from;
  }

  void skip(final long count) {
    advance(count);
  }

  /** The next ones. */
  DwarfBytes take(final long count) {
    final int from = advance(count);
    return new DwarfBytes(bytes.slice(from, (int) count).order(bytes.order()));
  }

  int unsignedByte() {
    return Byte.toUnsignedInt(bytes.get(advance(1)));
  }

  int signedByte() {
    return bytes.get(advance(1));
  }

  int unsignedShort() {
    return Short.toUnsignedInt(bytes.getShort(advance(Short.BYTES)));
  }

  long unsignedInt() {
    return Integer.toUnsignedLong(bytes.getInt(advance(Integer.BYTES)));
  }

  long word() {
    return bytes.getLong(advance(Long.BYTES));
  }

  /** A number of either width. */
  long word(final boolean wide) {
    return wide ? word() : unsignedInt();
  }

  /** A number in LEB128. */
  long unsigned() {
    return leb128(false);
  }

  /** A number in LEB128 that may be negative. */
  long signed() {
    return leb128(true);
  }

  private long leb128(final boolean signed) {
    long value = 0;
    for (int i = 0; i < MOST_NUMBER_BYTES; i++) {
      final int piece = unsignedByte();
      final int shift = 7 * i;
      value |= (long) (piece & 0x7f) << shift;
      if ((piece & 0x80) == 0) {
        return signed && (piece & 0x40) != 0 && shift + 7 < Long.SIZE
            ? value | (-1L << (shift + 7))
            : value;
      }
    }
    throw new DwarfException("a number has no end");
  }

  /** Goes behind a text that ends with a zero. */
  void skipText() {
    while (unsignedByte() != 0) {
      // Any byte but the last.
    }
  }

  /** A text that ends with a zero, soon. */
  String text() {
    final int from = next;
    final DwarfBytes rest = here();
    int length = 0;
    while (rest.unsignedByte() != 0) {
      if (++length > MOST_TEXT_BYTES) {
        throw new DwarfException("a text has no end");
      }
    }
    skip(length + 1L);
    final byte[] text = new byte[length];
    bytes.get(from, text);
    return new String(text, StandardCharsets.UTF_8);
  }
}
