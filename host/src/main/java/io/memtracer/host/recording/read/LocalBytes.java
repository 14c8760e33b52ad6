package io.memtracer.host.recording.read;

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
 * A file of this machine, read where it is asked for: it isn't mapped, since somebody could make it
 * shorter.
 */
record LocalBytes(String name, FileChannel channel, long size) implements TraceBytes {

  /**
   * Opens one.
   *
   * @throws TraceException if it can't be read
   */
  static TraceBytes open(final Path path) {
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw TraceException.user("a recorded trace must be a file, but " + path + " isn't one");
    }
    try {
      final FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
      return new LocalBytes(path.toString(), channel, channel.size());
    } catch (NoSuchFileException e) {
      throw TraceException.user("there is no file " + path);
    } catch (AccessDeniedException e) {
      throw TraceException.user("can't read the recorded trace " + path + ": permission denied");
    } catch (IOException e) {
      throw TraceException.environment("can't read the recorded trace " + path + ": " + e, e);
    }
  }

  @Override
  public int read(final long at, final byte[] target, final int count) throws IOException {
    final ByteBuffer buffer = ByteBuffer.wrap(target, 0, count);
    int read = 0;
    while (buffer.hasRemaining() && read >= 0) {
      read = channel.read(buffer, at + buffer.position());
    }
    return buffer.position();
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
