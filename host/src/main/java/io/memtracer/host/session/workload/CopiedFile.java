package io.memtracer.host.session.workload;

import io.memtracer.host.guest.agent.WrittenEntry;
import io.memtracer.host.guest.agent.WrittenListener;
import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Takes one file from the guest, whatever that says of it; made when there is one. */
final class CopiedFile implements WrittenListener, AutoCloseable {

  private final Path path;
  private final long maxBytes;
  private FileChannel file;
  private long size;

  CopiedFile(final Path path, final long maxBytes) {
    this.path = path;
    this.maxBytes = maxBytes;
  }

  boolean isThere() {
    return file != null;
  }

  long bytes() {
    return size;
  }

  @Override
  public void onEntry(final WrittenEntry entry) {
    if (file != null || !entry.isRegular() || entry.bytes() < 0 || entry.bytes() > maxBytes) {
      throw TraceException.guest("the guest tells of another file than it was asked for");
    }
    try {
      file =
          FileChannel.open(
              path,
              Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      size = entry.bytes();
      if (size > 0) {
        file.write(ByteBuffer.allocate(1), size - 1);
      }
    } catch (IOException e) {
      throw TraceException.environment("can't write " + path + ": " + e, e);
    }
  }

  @Override
  public void onContent(final long offset, final ByteBuffer piece) {
    if (file == null || offset < 0 || offset > size - piece.remaining()) {
      throw TraceException.guest("the guest tells contents of no file, or beyond its end");
    }
    try {
      long at = offset;
      while (piece.hasRemaining()) {
        at += file.write(piece, at);
      }
    } catch (IOException e) {
      throw TraceException.environment("can't write " + path + ": " + e, e);
    }
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }
}
