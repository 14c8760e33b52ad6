package io.memtracer.host.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;

/** Changes bytes as somebody would who looks for what a reader doesn't expect. */
public final class Mutations {

  private static final long[] EXTREMES = {
    0,
    1,
    -1,
    0x7f,
    0x80,
    0xff,
    0x7fff,
    0x8000,
    0xffff,
    0x7fff_ffff,
    0x8000_0000L,
    0xffff_ffffL,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    48 << 20,
    1 << 20,
    1L << 48,
    -4096
  };
  private static final int MOST_CHANGES = 6;
  private static final int MOST_INSERTED = 300;

  private Mutations() {}

  /** A number that is at a limit of something. */
  public static long extreme(final Random random) {
    return EXTREMES[random.nextInt(EXTREMES.length)] + random.nextInt(3) - 1;
  }

  /** A copy with one or more changes. */
  public static byte[] of(final byte[] bytes, final Random random) {
    byte[] changed = bytes.clone();
    for (int i = random.nextInt(MOST_CHANGES); i >= 0; i--) {
      changed = change(changed, random);
    }
    return changed;
  }

  private static byte[] change(final byte[] bytes, final Random random) {
    if (bytes.length == 0) {
      return new byte[random.nextInt(20)];
    }
    final int at = random.nextInt(bytes.length);
    switch (random.nextInt(9)) {
      case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
      case 1 -> bytes[at] = (byte) random.nextInt();
      case 2, 3, 4 -> put(bytes, at & -4, extreme(random), 1 << random.nextInt(4));
      case 5 -> {
        return Arrays.copyOf(bytes, at);
      }
      case 6 -> Arrays.fill(bytes, at, end(bytes, at, random), (byte) random.nextInt());
      case 7 -> {
        return without(bytes, at, end(bytes, at, random));
      }
      default -> {
        return repeated(bytes, at, end(bytes, at, random));
      }
    }
    return bytes;
  }

  private static int end(final byte[] bytes, final int from, final Random random) {
    return Math.min(bytes.length, from + 1 + random.nextInt(MOST_INSERTED));
  }

  private static void put(final byte[] bytes, final int at, final long value, final int width) {
    final byte[] number =
        ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
    System.arraycopy(number, 0, bytes, at, Math.min(width, bytes.length - at));
  }

  private static byte[] without(final byte[] bytes, final int from, final int to) {
    final byte[] left = Arrays.copyOf(bytes, bytes.length - (to - from));
    System.arraycopy(bytes, to, left, from, bytes.length - to);
    return left;
  }

  private static byte[] repeated(final byte[] bytes, final int from, final int to) {
    final byte[] longer = Arrays.copyOf(bytes, bytes.length + (to - from));
    System.arraycopy(bytes, from, longer, to, bytes.length - from);
    return longer;
  }
}
