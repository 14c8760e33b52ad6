package io.memtracer.host.recording.format;

/** Leaves all as it is. */
public final class PlainCodec implements Codec {

  static final int NUMBER = 0;

  @Override
  public int number() {
    return NUMBER;
  }

  @Override
  public int bound(final int rawBytes) {
    return rawBytes;
  }

  @Override
  public int pack(final byte[] source, final int sourceBytes, final byte[] target) {
    System.arraycopy(source, 0, target, 0, sourceBytes);
    return sourceBytes;
  }

  @Override
  public void unpack(
      final byte[] source,
      final int from,
      final int sourceBytes,
      final byte[] target,
      final int targetBytes) {
    if (sourceBytes != targetBytes) {
      throw new DamagedException(
          "it must have %d bytes, but has %d".formatted(targetBytes, sourceBytes));
    }
    System.arraycopy(source, from, target, 0, sourceBytes);
  }

  @Override
  public void close() {}
}
