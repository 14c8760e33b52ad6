package io.memtracer.host.recording.write;

import io.memtracer.host.recording.format.BlockHeader;
import io.memtracer.host.recording.format.Checksum;
import io.memtracer.host.recording.format.Codec;
import io.memtracer.host.recording.format.Kind;
import io.memtracer.host.recording.format.Layout;
import io.memtracer.host.recording.format.Sink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;

/**
 * Appends blocks to a file. When one can't be written, it isn't there at all: the file ends with
 * the last whole one.
 *
 * <p>Not thread-safe.
 */
final class BlockWriter {

  /** A file that is appended to, and can be cut back. */
  interface Target extends GatheringByteChannel {

    /** Forgets all behind so many bytes; what comes next is written there. */
    void cutTo(long bytes) throws IOException;
  }

  private final Target file;
  private final Codec codec;
  private final Sink index = new Sink();
  private byte[] packed = new byte[1 << 16];
  private long end;

  /**
   * Begins a file.
   *
   * @param codec packs the blocks
   */
  BlockWriter(final Target file, final Codec codec) throws IOException {
    this.file = file;
    this.codec = codec;
    final Sink header = new Sink();
    header.putLong(Layout.MAGIC);
    header.putInt(Layout.VERSION);
    header.putInt(Checksum.of(header.bytes(), 0, header.length()));
    write(ByteBuffer.wrap(header.bytes(), 0, header.length()));
  }

  /** Bytes of the file so far. */
  long bytes() {
    return end;
  }

  /**
   * Appends a block.
   *
   * @param firstRecord how many records are before it
   * @param records how many it has
   * @throws IOException if it can't be written: then the file ends before it
   */
  void write(
      final Kind kind,
      final byte[] contents,
      final int length,
      final long firstRecord,
      final int records)
      throws IOException {
    write(kind.number(), contents, length, firstRecord, records);
  }

  /** The same for kinds that only a number is known of. */
  void write(
      final int kind,
      final byte[] contents,
      final int length,
      final long firstRecord,
      final int records)
      throws IOException {
    final int bound = codec.bound(length);
    if (packed.length < bound) {
      packed = new byte[bound];
    }
    final int stored = codec.pack(contents, length, packed);
    final BlockHeader header =
        new BlockHeader(
            kind,
            codec.number(),
            stored,
            length,
            firstRecord,
            records,
            Checksum.of(packed, 0, stored));
    final long offset = end;
    write(ByteBuffer.wrap(header.encoded()), ByteBuffer.wrap(packed, 0, stored));
    index.putLong(offset);
    index.putLong(firstRecord);
    index.putInt(records);
    index.putInt(kind);
  }

  /** Appends the index and what shows that the file is whole. */
  void finish() throws IOException {
    final long offset = end;
    write(Kind.INDEX, index.bytes(), index.length(), 0, 0);
    final Sink footer = new Sink();
    footer.putLong(offset);
    footer.putInt(Layout.VERSION);
    footer.putInt(Checksum.of(footer.bytes(), 0, footer.length()));
    footer.putLong(Layout.END_MAGIC);
    write(ByteBuffer.wrap(footer.bytes(), 0, footer.length()));
  }

  private void write(final ByteBuffer... parts) throws IOException {
    long left = 0;
    for (final ByteBuffer part : parts) {
      left += part.remaining();
    }
    final long after = end + left;
    try {
      while (left > 0) {
        left -= file.write(parts);
      }
    } catch (IOException e) {
      cutBack(e);
      throw e;
    }
    end = after;
  }

  private void cutBack(final IOException cause) {
    try {
      file.cutTo(end);
    } catch (IOException e) {
      // What is left of the block has no valid checksum, and is passed over.
      cause.addSuppressed(e);
    }
  }
}
