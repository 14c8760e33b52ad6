package io.memtracer.host.recording.format;

import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;

/** LZ4 blocks, in Java that checks each of its array accesses. */
final class Lz4Codec implements Codec {

  static final int NUMBER = 2;

  private final LZ4Compressor compressor = LZ4Factory.safeInstance().fastCompressor();
  private final LZ4SafeDecompressor decompressor = LZ4Factory.safeInstance().safeDecompressor();

  @Override
  public int number() {
    return NUMBER;
  }

  @Override
  public int bound(final int rawBytes) {
    return compressor.maxCompressedLength(rawBytes);
  }

  @Override
  public int pack(final byte[] source, final int sourceBytes, final byte[] target) {
    return compressor.compress(source, 0, sourceBytes, target, 0, target.length);
  }

  @Override
  public void unpack(
      final byte[] source,
      final int from,
      final int sourceBytes,
      final byte[] target,
      final int targetBytes) {
    final int length;
    try {
      length = decompressor.decompress(source, from, sourceBytes, target, 0, targetBytes);
    } catch (LZ4Exception | IndexOutOfBoundsException e) {
      throw new DamagedException("LZ4 can't unpack it: " + e.getMessage(), e);
    }
    DamagedException.requireUnpacked(targetBytes, length);
  }

  @Override
  public void close() {}
}
