package io.memtracer.host.recording.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What is before the contents of a block. Its own checksum tells a header from bytes that only look
 * like one.
 *
 * <pre>
 *   0        4      6       7   8        12     16             24        28        32
 *  +--------+------+-------+---+--------+------+--------------+---------+---------+----------+
 *  | "MTBK" | kind | codec | 0 | stored | raw  | first record | records | CRC of  | CRC of   |
 *  |        |      |       |   | bytes  | bytes|              |         | contents| 0 to 31  |
 *  +--------+------+-------+---+--------+------+--------------+---------+---------+----------+
 * </pre>
 *
 * @param kind number of what it is
 * @param codec number of how its contents are packed
 * @param storedBytes of its contents as they are in the file
 * @param rawBytes of its contents when unpacked
 * @param firstRecord how many records are in chunks before it
 * @param records how many are in it
 * @param checksum of its contents as they are in the file
 */
public record BlockHeader(
    int kind,
    int codec,
    int storedBytes,
    int rawBytes,
    long firstRecord,
    int records,
    int checksum) {

  /** Bytes of it. */
  public static final int BYTES = 36;

  private static final int MAGIC = 0x4b42544d;
  private static final int CHECKED_BYTES = BYTES - Integer.BYTES;

  /** Writes it. */
  public byte[] encoded() {
    final ByteBuffer out = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(MAGIC).putShort((short) kind).put((byte) codec).put((byte) 0);
    out.putInt(storedBytes).putInt(rawBytes).putLong(firstRecord).putInt(records).putInt(checksum);
    return out.putInt(Checksum.of(out.array(), 0, CHECKED_BYTES)).array();
  }

  /**
   * Reads it.
   *
   * @param bytes as many as it has
   * @throws DamagedException if it isn't one, or says what can't be
   */
  public static BlockHeader decode(final byte[] bytes) {
    final ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (in.getInt(0) != MAGIC || in.getInt(CHECKED_BYTES) != Checksum.of(bytes, 0, CHECKED_BYTES)) {
      throw new DamagedException("no block begins here");
    }
    final BlockHeader header =
        new BlockHeader(
            in.getShort(4) & 0xffff,
            in.get(6),
            in.getInt(8),
            in.getInt(12),
            in.getLong(16),
            in.getInt(24),
            in.getInt(28));
    header.requirePossible();
    return header;
  }

  private void requirePossible() {
    requireRange("stored bytes", storedBytes, Layout.MAX_BLOCK_BYTES);
    requireRange("bytes", rawBytes, Layout.MAX_BLOCK_BYTES);
    requireRange("records", records, Layout.CHUNK_RECORDS);
    if (firstRecord < 0) {
      throw new DamagedException("a block can't begin with record " + firstRecord);
    }
  }

  private static void requireRange(final String what, final int value, final int most) {
    if (value < 0 || value > most) {
      throw new DamagedException(
          "a block has 0 to %d %s, but this has %d".formatted(most, what, value));
    }
  }
}
