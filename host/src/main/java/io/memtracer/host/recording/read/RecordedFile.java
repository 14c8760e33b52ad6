package io.memtracer.host.recording.read;

import io.memtracer.host.recording.format.BlockHeader;
import io.memtracer.host.recording.format.Checksum;
import io.memtracer.host.recording.format.DamagedException;
import io.memtracer.host.recording.format.Layout;
import io.memtracer.host.recording.format.Source;
import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The bytes of a recorded trace, read where they are asked for: it isn't mapped, since somebody
 * could make it shorter. Thread-safe.
 */
final class RecordedFile implements AutoCloseable {

  private final Path path;
  private final FileChannel channel;
  private final long size;

  private RecordedFile(final Path path, final FileChannel channel, final long size) {
    this.path = path;
    this.channel = channel;
    this.size = size;
  }

  /**
   * Opens one.
   *
   * @throws TraceException if it can't be read, or is no recorded trace of a version that is known
   */
  static RecordedFile open(final Path path) {
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw TraceException.user("a recorded trace must be a file, but " + path + " isn't one");
    }
    try {
      final FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
      final RecordedFile file = new RecordedFile(path, channel, channel.size());
      try {
        file.requireKnownFormat();
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
      return file;
    } catch (NoSuchFileException e) {
      throw TraceException.user("there is no file " + path);
    } catch (AccessDeniedException e) {
      throw TraceException.user("can't read the recorded trace " + path + ": permission denied");
    } catch (IOException e) {
      throw TraceException.environment("can't read the recorded trace " + path + ": " + e, e);
    }
  }

  private void requireKnownFormat() throws IOException {
    if (size < Layout.FILE_HEADER_BYTES) {
      throw TraceException.user(path + " is no recorded trace, or only the beginning of one");
    }
    final byte[] bytes = bytes(0, Layout.FILE_HEADER_BYTES);
    final Source header = new Source(bytes, 0, bytes.length);
    if (header.takeLong() != Layout.MAGIC) {
      throw TraceException.user(path + " is no recorded trace: it doesn't begin like one");
    }
    final int version = header.takeInt();
    if (header.takeInt() != Checksum.of(bytes, 0, bytes.length - Integer.BYTES)) {
      throw TraceException.user(path + " is damaged: the checksum of its beginning is wrong");
    }
    if (version != Layout.VERSION) {
      throw TraceException.user(
          "%s is a recorded trace of version %d, but this program knows version %d only"
              .formatted(path, version, Layout.VERSION));
    }
  }

  Path path() {
    return path;
  }

  long size() {
    return size;
  }

  /**
   * Reads some of it.
   *
   * @throws DamagedException if it isn't that long
   * @throws IOException if it can't be read
   */
  byte[] bytes(final long offset, final int count) throws IOException {
    final byte[] bytes = new byte[count];
    read(offset, bytes, count);
    return bytes;
  }

  /** The same into an array that is there. */
  void read(final long offset, final byte[] target, final int count) throws IOException {
    if (offset < 0 || offset > size - count) {
      throw new DamagedException("the file ends at byte " + size);
    }
    final ByteBuffer buffer = ByteBuffer.wrap(target, 0, count);
    long at = offset;
    while (buffer.hasRemaining()) {
      final int read = channel.read(buffer, at);
      if (read < 0) {
        throw new DamagedException("the file has become shorter, it ends at byte " + at);
      }
      at += read;
    }
  }

  /**
   * The block that begins somewhere.
   *
   * @throws DamagedException if none does, or the file ends before it does
   */
  Block block(final long offset) throws IOException {
    final Block block = Block.of(offset, BlockHeader.decode(bytes(offset, BlockHeader.BYTES)));
    if (block.end() > size) {
      throw new DamagedException(
          "the block ends at byte %d, but the file at byte %d".formatted(block.end(), size));
    }
    return block;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // It was only read.
      return;
    }
  }
}
