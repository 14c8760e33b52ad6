package io.memtracer.host.read;

import io.memtracer.host.status.TraceException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * Reads a FIFO without ever blocking in it.
 *
 * <p>It holds a write end of its own besides the read end. So opening doesn't wait for a writer,
 * the pipe keeps its contents and its size whoever comes and goes, and there is no end of file:
 * that the writer is gone is for the session to say, which knows its process. The kernel tells how
 * much is in the pipe, and with a single reader that much can be read without waiting.
 */
public final class FifoSource implements TraceSource {

  private final RandomAccessFile writeEnd;
  private final FileInputStream readEnd;
  private final FileChannel channel;
  private int available;

  private FifoSource(final RandomAccessFile writeEnd, final FileInputStream readEnd) {
    this.writeEnd = writeEnd;
    this.readEnd = readEnd;
    channel = readEnd.getChannel();
  }

  /**
   * Opens a FIFO that is there. QEMU can open it for writing from now on without waiting.
   *
   * @throws TraceException if it can't be opened
   */
  public static FifoSource open(final Path fifo) {
    RandomAccessFile writeEnd = null;
    try {
      writeEnd = new RandomAccessFile(fifo.toFile(), "rw");
      return new FifoSource(writeEnd, new FileInputStream(fifo.toFile()));
    } catch (IOException e) {
      closeQuietly(writeEnd, e);
      throw TraceException.environment("can't open the FIFO " + fifo + ": " + e.getMessage(), e);
    }
  }

  private static void closeQuietly(final RandomAccessFile file, final IOException cause) {
    if (file != null) {
      try {
        file.close();
      } catch (IOException e) {
        cause.addSuppressed(e);
      }
    }
  }

  @Override
  public int available() throws IOException {
    if (available == 0) {
      available = readEnd.available();
    }
    return available;
  }

  @Override
  public int read(final ByteBuffer target) throws IOException {
    final int read = channel.read(target);
    if (read < 0) {
      throw new IOException("the FIFO ended although its write end is open");
    }
    available -= Math.min(available, read);
    return read;
  }

  @Override
  public void close() throws IOException {
    try (writeEnd;
        readEnd) {
      available = 0;
    }
  }
}
