package io.memtracer.host.recording.format;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes to which things are appended; it keeps its room when it is cleared. Not thread-safe. */
public final class Sink {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int LOW_BITS = 7;
  private static final int MORE = 0x80;
  private static final int FIRST_BYTES = 1 << 12;

  private byte[] bytes = new byte[FIRST_BYTES];
  private int length;

  /** How many there are. */
  public int length() {
    return length;
  }

  /** Where they are, from 0 on; another array after the next that is appended. */
  public byte[] bytes() {
    return bytes;
  }

  public void clear() {
    length = 0;
  }

  /** Makes room for so many more, and for 8 beyond. */
  public void reserve(final int more) {
    final int needed = Math.addExact(length, more + Long.BYTES);
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(needed, bytes.length + (bytes.length >> 1)));
    }
  }

  /** Appends where there is room. */
  public void addByte(final int value) {
    bytes[length++] = (byte) value;
  }

  /** Appends where there is room. */
  public void addShort(final int value) {
    SHORT.set(bytes, length, (short) value);
    length += Short.BYTES;
  }

  /** Appends the low bytes of a long where there is room for all of it. */
  public void addLow(final long value, final int count) {
    LONG.set(bytes, length, value);
    length += count;
  }

  /** Appends an int. */
  public void putInt(final int value) {
    reserve(Integer.BYTES);
    INT.set(bytes, length, value);
    length += Integer.BYTES;
  }

  /** Appends a long. */
  public void putLong(final long value) {
    reserve(Long.BYTES);
    addLow(value, Long.BYTES);
  }

  /** Appends a number of which small ones are short: 7 bits a byte, the lowest first. */
  public void putVarint(final long value) {
    reserve(Long.BYTES + 2);
    long rest = value;
    while ((rest & -MORE) != 0) {
      addByte((int) rest | MORE);
      rest >>>= LOW_BITS;
    }
    addByte((int) rest);
  }

  /** Appends a text, after its length in bytes. */
  public void putText(final String text) {
    final byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    putVarint(utf8.length);
    putBytes(utf8, utf8.length);
  }

  /** Appends all of another, after its length. */
  public void putSection(final Sink other) {
    putInt(other.length);
    putBytes(other.bytes, other.length);
  }

  private void putBytes(final byte[] source, final int count) {
    reserve(count);
    System.arraycopy(source, 0, bytes, length, count);
    length += count;
  }
}
