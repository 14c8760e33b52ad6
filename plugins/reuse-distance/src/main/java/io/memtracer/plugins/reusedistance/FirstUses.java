package io.memtracer.plugins.reusedistance;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Each line's first use, in order: whoever looks at what comes before decides whether it is one.
 *
 * <p>Memory: mostly 3 to 6 bytes a line, since neighbours differ by little. Not thread-safe.
 */
final class FirstUses {

  private static final int KIND_BITS = 3;
  private static final int SEVEN = 0x7f;
  private static final int MORE = 0x80;

  /** Two numbers of ten bytes at most. */
  private static final int MAX_ENTRY = 20;

  private byte[] bytes = new byte[1 << 10];
  private int length;
  private int size;
  private long lastLine;
  private long lastTime;

  void add(final long line, final int kind, final long time) {
    if (length + MAX_ENTRY > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.addExact(bytes.length, bytes.length));
    }
    final long step = line - lastLine;
    put((step << 1) ^ (step >> (Long.SIZE - 1)));
    put(((time - lastTime) << KIND_BITS) | kind);
    lastLine = line;
    lastTime = time;
    size++;
  }

  /** Seven bits in a byte, the lowest ones first. */
  private void put(final long number) {
    long rest = number;
    while ((rest & ~SEVEN) != 0) {
      bytes[length++] = (byte) ((rest & SEVEN) | MORE);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
  }

  void save(final DataOutput out) throws IOException {
    out.writeInt(size);
    out.write(bytes, 0, length);
  }

  /** Sees the first uses. */
  interface Visitor {
    void use(long line, int kind, long time);
  }

  /** Shows in their order what {@link #save} wrote. */
  static void read(final DataInput in, final Visitor visitor) throws IOException {
    long line = 0;
    long time = 0;
    for (int left = in.readInt(); left > 0; left--) {
      final long step = get(in);
      line += (step >>> 1) ^ -(step & 1);
      final long timeAndKind = get(in);
      time += timeAndKind >>> KIND_BITS;
      visitor.use(line, (int) timeAndKind & ((1 << KIND_BITS) - 1), time);
    }
  }

  private static long get(final DataInput in) throws IOException {
    long number = 0;
    int shift = 0;
    int next;
    do {
      next = in.readUnsignedByte();
      number |= (long) (next & SEVEN) << shift;
      shift += 7;
    } while ((next & MORE) != 0);
    return number;
  }
}
