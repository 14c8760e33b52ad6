package io.memtracer.host.recording.format;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;

/** Frames of zstd, without a checksum of their own: blocks have one. */
final class ZstdCodec implements Codec {

  static final int NUMBER = 1;
  static final int LEVEL = 1;
  static final int SMALL_LEVEL = 12;

  private final ZstdCompressCtx packer;
  private final ZstdDecompressCtx unpacker;

  ZstdCodec(final int level) {
    ZstdLibrary.load();
    packer = new ZstdCompressCtx().setLevel(level);
    unpacker = new ZstdDecompressCtx();
  }

  @Override
  public int number() {
    return NUMBER;
  }

  @Override
  public int bound(final int rawBytes) {
    return (int) Zstd.compressBound(rawBytes);
  }

  @Override
  public int pack(final byte[] source, final int sourceBytes, final byte[] target) {
    return packer.compressByteArray(target, 0, target.length, source, 0, sourceBytes);
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
      length = unpacker.decompressByteArray(target, 0, targetBytes, source, from, sourceBytes);
    } catch (ZstdException e) {
      throw new DamagedException("zstd can't unpack it: " + e.getMessage(), e);
    }
    DamagedException.requireUnpacked(targetBytes, length);
  }

  @Override
  public void close() {
    packer.close();
    unpacker.close();
  }
}
