package io.memtracer.plugins.export;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;

/** Text and numbers, gathered for a stream without an object for each. */
final class Output implements Closeable {

  private static final int BUFFER_BYTES = 1 << 16;

  /** The longest that is written at a time: a number in decimal, or ten bytes of a varint. */
  private static final int MOST_BYTES = 24;

  private static final byte[] DIGITS = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  private final OutputStream stream;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private final byte[] digits = new byte[MOST_BYTES];
  private int used;
  private long flushed;

  /**
   * Writes into a stream.
   *
   * @param stream closed with this
   */
  Output(final OutputStream stream) {
    this.stream = stream;
  }

  /** How many bytes were written, before whatever the stream does with them. */
  long bytes() {
    return flushed + used;
  }

  Output ascii(final char character) throws IOException {
    reserve();
    buffer[used++] = (byte) character;
    return this;
  }

  /** Writes characters of ASCII. */
  Output ascii(final String text) throws IOException {
    for (int i = 0; i < text.length(); i++) {
      ascii(text.charAt(i));
    }
    return this;
  }

  /** Writes an unsigned number without leading zeros. */
  Output hex(final long value) throws IOException {
    return hex(value, Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(value) + 3) / 4));
  }

  /** Writes the last so many hexadecimal digits of a number. */
  Output hex(final long value, final int count) throws IOException {
    reserve();
    for (int digit = count - 1; digit >= 0; digit--) {
      buffer[used++] = DIGITS[(int) (value >>> (4 * digit)) & 0xf];
    }
    return this;
  }

  /**
   * Writes a number in decimal.
   *
   * @param value at least 0
   */
  Output decimal(final long value) throws IOException {
    reserve();
    int first = MOST_BYTES;
    long rest = value;
    do {
      digits[--first] = DIGITS[(int) (rest % 10)];
      rest /= 10;
    } while (rest != 0);
    System.arraycopy(digits, first, buffer, used, MOST_BYTES - first);
    used += MOST_BYTES - first;
    return this;
  }

  /** Writes the last so many bytes of a number, the lowest first. */
  Output littleEndian(final long value, final int count) throws IOException {
    reserve();
    for (int i = 0; i < count; i++) {
      buffer[used++] = (byte) (value >>> (Byte.SIZE * i));
    }
    return this;
  }

  /** Writes bytes of which there may be many. */
  Output bytes(final byte[] bytes) throws IOException {
    flush();
    stream.write(bytes);
    flushed += bytes.length;
    return this;
  }

  /** Writes an unsigned number as protocol buffers do, in groups of seven bits. */
  Output varint(final long value) throws IOException {
    reserve();
    long rest = value;
    for (; (rest & ~0x7fL) != 0; rest >>>= 7) {
      buffer[used++] = (byte) (rest | 0x80);
    }
    buffer[used++] = (byte) rest;
    return this;
  }

  /** How many bytes a number takes as a varint. */
  static int varintBytes(final long value) {
    return Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(value) + 6) / 7);
  }

  private void reserve() throws IOException {
    if (used > BUFFER_BYTES - MOST_BYTES) {
      flush();
    }
  }

  private void flush() throws IOException {
    stream.write(buffer, 0, used);
    flushed += used;
    used = 0;
  }

  /** Writes what is left; the stream is closed even if that fails. */
  @Override
  public void close() throws IOException {
    try (stream) {
      flush();
    }
  }
}
