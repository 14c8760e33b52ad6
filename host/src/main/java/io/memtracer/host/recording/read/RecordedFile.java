package io.memtracer.host.recording.read;

import io.memtracer.host.recording.format.BlockHeader;
import io.memtracer.host.recording.format.Checksum;
import io.memtracer.host.recording.format.DamagedException;
import io.memtracer.host.recording.format.Layout;
import io.memtracer.host.recording.format.Source;
import io.memtracer.host.status.TraceException;
import java.io.IOException;

/** The bytes of a recorded trace of a version that is known. Thread-safe. */
final class RecordedFile implements AutoCloseable {

  private final TraceBytes file;

  private RecordedFile(final TraceBytes file) {
    this.file = file;
  }

  /**
   * Looks what it is.
   *
   * @param bytes closed with this, or at once if they are none that can be used
   * @throws TraceException if they can't be read, or are no recorded trace of a known version
   */
  static RecordedFile of(final TraceBytes bytes) {
    final RecordedFile file = new RecordedFile(bytes);
    try {
      file.requireKnownFormat();
      return file;
    } catch (IOException e) {
      file.close();
      throw TraceException.environment(
          "can't read the recorded trace " + bytes.name() + ": " + e, e);
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private void requireKnownFormat() throws IOException {
    if (size() < Layout.FILE_HEADER_BYTES) {
      throw TraceException.user(name() + " is no recorded trace, or only the beginning of one");
    }
    final byte[] bytes = bytes(0, Layout.FILE_HEADER_BYTES);
    final Source header = new Source(bytes, 0, bytes.length);
    if (header.takeLong() != Layout.MAGIC) {
      throw TraceException.user(name() + " is no recorded trace: it doesn't begin like one");
    }
    final int version = header.takeInt();
    if (header.takeInt() != Checksum.of(bytes, 0, bytes.length - Integer.BYTES)) {
      throw TraceException.user(name() + " is damaged: the checksum of its beginning is wrong");
    }
    if (version != Layout.VERSION) {
      throw TraceException.user(
          "%s is a recorded trace of version %d, but this program knows version %d only"
              .formatted(name(), version, Layout.VERSION));
    }
  }

  String name() {
    return file.name();
  }

  long size() {
    return file.size();
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
    if (offset < 0 || offset > size() - count) {
      throw new DamagedException("the file ends at byte " + size());
    }
    final int read = file.read(offset, target, count);
    if (read < count) {
      throw new DamagedException("the file has become shorter, it ends at byte " + (offset + read));
    }
  }

  /**
   * The block that begins somewhere.
   *
   * @throws DamagedException if none does, or the file ends before it does
   */
  Block block(final long offset) throws IOException {
    final Block block = Block.of(offset, BlockHeader.decode(bytes(offset, BlockHeader.BYTES)));
    if (block.end() > size()) {
      throw new DamagedException(
          "the block ends at byte %d, but the file at byte %d".formatted(block.end(), size()));
    }
    return block;
  }

  @Override
  public void close() {
    file.close();
  }
}
