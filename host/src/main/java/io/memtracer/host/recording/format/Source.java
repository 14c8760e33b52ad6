package io.memtracer.host.recording.format;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Bytes from which things are taken, one after the other; what isn't all there is damage. Not
 * thread-safe.
 */
public final class Source {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int LOW_BITS = 7;
  private static final int MORE = 0x80;
  private static final int MAX_TEXT_BYTES = 1 << 16;

  private final byte[] bytes;
  private final int end;
  private int position;

  /**
   * A part of an array.
   *
   * @param from of its first byte
   * @param end behind its last byte
   */
  public Source(final byte[] bytes, final int from, final int end) {
    this.bytes = bytes;
    this.end = end;
    position = from;
  }

  /** How many are left. */
  public int left() {
    return end - position;
  }

  private int take(final int count) {
    if (count < 0 || count > end - position) {
      throw new DamagedException(
          "%d bytes are to follow, but only %d do".formatted(count, end - position));
    }
    final int from = position;
    position += count;
    return from;
  }

  /** The next byte, without sign. */
  public int takeByte() {
    return bytes[take(1)] & 0xff;
  }

  /** The next two bytes, without sign. */
  public int takeShort() {
    return (short) SHORT.get(bytes, take(Short.BYTES)) & 0xffff;
  }

  public int takeInt() {
    return (int) INT.get(bytes, take(Integer.BYTES));
  }

  public long takeLong() {
    return (long) LONG.get(bytes, take(Long.BYTES));
  }

  /** The low bytes of a long, 1 to 8 of them. */
  public long takeLow(final int count) {
    final int from = take(count);
    if (bytes.length - from >= Long.BYTES) {
      return (long) LONG.get(bytes, from) & (-1L >>> (Long.SIZE - Byte.SIZE * count));
    }
    long value = 0;
    for (int i = count - 1; i >= 0; i--) {
      value = (value << Byte.SIZE) | (bytes[from + i] & 0xff);
    }
    return value;
  }

  /** A number as {@link Sink#putVarint} writes it. */
  public long takeVarint() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += LOW_BITS) {
      final int next = takeByte();
      value |= (long) (next & (MORE - 1)) << shift;
      if ((next & MORE) == 0) {
        return value;
      }
    }
    throw new DamagedException("a number takes more than 10 bytes");
  }

  /**
   * A number that may not be greater.
   *
   * @param what it is, for who reads that it is
   */
  public int takeCount(final String what, final int most) {
    final long value = takeVarint();
    if (value < 0 || value > most) {
      throw new DamagedException("%s must be 0 to %d, but is %d".formatted(what, most, value));
    }
    return (int) value;
  }

  /** A text as {@link Sink#putText} writes it. */
  public String takeText() {
    final int length = takeCount("the length of a text", MAX_TEXT_BYTES);
    return new String(bytes, take(length), length, StandardCharsets.UTF_8);
  }

  /** A part as {@link Sink#putSection} writes it. */
  public Source takeSection() {
    final int length = takeInt();
    final int from = take(length);
    return new Source(bytes, from, from + length);
  }
}
