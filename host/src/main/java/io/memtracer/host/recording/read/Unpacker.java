package io.memtracer.host.recording.read;

import io.memtracer.host.recording.format.BlockHeader;
import io.memtracer.host.recording.format.Checksum;
import io.memtracer.host.recording.format.Codec;
import io.memtracer.host.recording.format.DamagedException;
import io.memtracer.host.recording.format.Source;
import java.io.IOException;
import java.util.Arrays;

/**
 * Reads the contents of blocks, whose checksums must be right. It keeps the memory that the
 * greatest of them took.
 *
 * <p>Not thread-safe.
 */
final class Unpacker implements AutoCloseable {

  private final RecordedFile file;
  private byte[] stored = {};
  private byte[] raw = {};
  private BlockHeader header;
  private Codec codec;

  Unpacker(final RecordedFile file) {
    this.file = file;
  }

  /**
   * Reads one.
   *
   * @return its contents, valid until the next is read
   * @throws DamagedException if they aren't what they were
   */
  Source open(final Block block) throws IOException {
    stored = atLeast(stored, block.bytes());
    file.read(block.offset(), stored, block.bytes());
    header = BlockHeader.decode(stored);
    if (!Block.of(block.offset(), header).equals(block)) {
      throw new DamagedException("the index says something else of it than its header");
    }
    raw = atLeast(raw, header.rawBytes());
    final int checksum = Checksum.of(stored, BlockHeader.BYTES, header.storedBytes());
    if (checksum != header.checksum()) {
      throw new DamagedException(
          "its checksum must be %08x, but is %08x".formatted(header.checksum(), checksum));
    }
    codec(header.codec())
        .unpack(stored, BlockHeader.BYTES, header.storedBytes(), raw, header.rawBytes());
    return new Source(raw, 0, header.rawBytes());
  }

  /** What is before the contents that were read last. */
  BlockHeader header() {
    return header;
  }

  /** The same as bytes of one's own. */
  byte[] bytes(final Block block) throws IOException {
    open(block);
    return Arrays.copyOf(raw, header.rawBytes());
  }

  private static byte[] atLeast(final byte[] bytes, final int length) {
    return bytes.length >= length ? bytes : new byte[length];
  }

  private Codec codec(final int number) {
    if (codec == null || codec.number() != number) {
      close();
      codec = Codec.of(number);
    }
    return codec;
  }

  @Override
  public void close() {
    if (codec != null) {
      codec.close();
      codec = null;
    }
  }
}
