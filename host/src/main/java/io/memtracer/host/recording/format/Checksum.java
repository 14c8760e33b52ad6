package io.memtracer.host.recording.format;

import java.util.zip.CRC32C;

/** CRC-32C, which finds every error of up to three bits in what a block can have. */
public final class Checksum {

  private Checksum() {}

  /** Of a part of an array. */
  public static int of(final byte[] bytes, final int from, final int count) {
    final CRC32C crc = new CRC32C();
    crc.update(bytes, from, count);
    return (int) crc.getValue();
  }
}
