package io.memtracer.host.symbols.elf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The bytes of a file, in which numbers have the order and the width that the file says.
 *
 * @param bytes all of them
 * @param wide whether addresses have 64 bits, and not 32
 */
record ElfBytes(ByteBuffer bytes, boolean wide) {

  private static final int MAGIC = 0x7f454c46;
  private static final int HEADER_BYTES = 64;
  private static final int NARROW_HEADER_BYTES = 52;
  private static final int CLASS_AT = 4;
  private static final int ORDER_AT = 5;

  /**
   * Reads what the first bytes say of the others.
   *
   * @throws ElfException if they aren't those of an ELF file
   */
  static ElfBytes of(final ByteBuffer file) {
    final ByteBuffer bytes = file.duplicate().order(ByteOrder.BIG_ENDIAN);
    if (bytes.limit() < NARROW_HEADER_BYTES || bytes.getInt(0) != MAGIC) {
      throw new ElfException("it doesn't begin like one");
    }
    final boolean wide = bytes.get(CLASS_AT) == 2;
    if (wide && bytes.limit() < HEADER_BYTES) {
      throw new ElfException("it ends in its header");
    }
    if (bytes.get(ORDER_AT) == 1) {
      bytes.order(ByteOrder.LITTLE_ENDIAN);
    }
    return new ElfBytes(bytes, wide);
  }

  /**
   * A part of the file.
   *
   * @throws ElfException if not all of it is in the file
   */
  ElfBytes part(final long offset, final long count) {
    if (!has(offset, count)) {
      throw new ElfException(
          "%d bytes from %d on are not in its %d".formatted(count, offset, bytes.limit()));
    }
    return new ElfBytes(bytes.slice((int) offset, (int) count).order(bytes.order()), wide);
  }

  boolean has(final long offset, final long count) {
    return offset >= 0 && count >= 0 && offset <= bytes.limit() - count;
  }

  int length() {
    return bytes.limit();
  }

  int unsignedByte(final int at) {
    return Byte.toUnsignedInt(bytes.get(at));
  }

  int unsignedShort(final int at) {
    return Short.toUnsignedInt(bytes.getShort(at));
  }

  int number(final int at) {
    return bytes.getInt(at);
  }

  /** A number as wide as addresses are, which is somewhere else if they have 32 bits. */
  long word(final int at, final int narrowAt) {
    return wide ? bytes.getLong(at) : Integer.toUnsignedLong(bytes.getInt(narrowAt));
  }

  /** The one of two that is so in such a file. */
  int choose(final int ofWide, final int ofNarrow) {
    return wide ? ofWide : ofNarrow;
  }
}
