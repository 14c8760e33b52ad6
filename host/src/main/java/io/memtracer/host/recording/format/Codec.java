package io.memtracer.host.recording.format;

/** Packs and unpacks contents of blocks. Not thread-safe; holds memory until it is closed. */
public interface Codec extends AutoCloseable {

  /** Its number in blocks. */
  int number();

  /**
   * The most bytes that packing can make of so many.
   *
   * @param rawBytes how many
   */
  int bound(int rawBytes);

  /**
   * Packs.
   *
   * @param target has room for {@link #bound}
   * @return how many bytes there are in the target
   */
  int pack(byte[] source, int sourceBytes, byte[] target);

  /**
   * Unpacks.
   *
   * @param from where in the source it begins
   * @param target has room for as many bytes as there must be
   * @throws DamagedException if it is anything else
   */
  void unpack(byte[] source, int from, int sourceBytes, byte[] target, int targetBytes);

  @Override
  void close();

  /** The one for what a user chose. */
  static Codec of(final Compression compression) {
    return switch (compression) {
      case FAST -> new Lz4Codec();
      case NORMAL -> new ZstdCodec(ZstdCodec.LEVEL);
      case SMALL -> new ZstdCodec(ZstdCodec.SMALL_LEVEL);
    };
  }

  /**
   * The one that unpacks.
   *
   * @throws DamagedException if there is none of that number
   */
  static Codec of(final int number) {
    return switch (number) {
      case PlainCodec.NUMBER -> new PlainCodec();
      case ZstdCodec.NUMBER -> new ZstdCodec(ZstdCodec.LEVEL);
      case Lz4Codec.NUMBER -> new Lz4Codec();
      default -> throw new DamagedException("it is packed in a way that has no name: " + number);
    };
  }
}
