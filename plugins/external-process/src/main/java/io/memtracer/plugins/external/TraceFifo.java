package io.memtracer.plugins.external;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The writing end of a tool's FIFO.
 *
 * <p>It is open from the start, so that the tool's {@code open} doesn't wait, the pipe keeps the
 * size it was given, and no end of file is seen until {@link #close}. Nothing else of ours has the
 * FIFO open: whether somebody reads it is exactly whether the tool does.
 */
final class TraceFifo implements AutoCloseable {

  private static final Path PIPE_MAX_SIZE = Path.of("/proc/sys/fs/pipe-max-size");
  private static final int DEFAULT_PIPE_BYTES = 1 << 16;
  private static final int CLOSED = -1;

  private static final int POLLFD_BYTES = 8;
  private static final int POLLFD_EVENTS = 4;
  private static final int POLLFD_REVENTS = 6;

  private final Path path;
  private final Object key;
  private final Memory pollfd = new Memory(POLLFD_BYTES);
  private final List<Path> names = new ArrayList<>();
  private int descriptor;

  private TraceFifo(final Path path, final Object key, final int descriptor) {
    this.path = path;
    this.key = key;
    this.descriptor = descriptor;
    names.add(path);
    pollfd.setInt(0, descriptor);
    pollfd.setShort(POLLFD_EVENTS, Posix.POLLOUT);
  }

  /** Makes a FIFO that only its owner can open, as large as the system allows. */
  static TraceFifo create(final Path directory) throws IOException {
    final Path path = directory.resolve("trace-" + UUID.randomUUID());
    Posix.mkfifo(path.toString());
    try {
      // A writing end can be opened only while there is a reading end.
      final int both = Posix.open(path.toString(), Posix.O_RDWR | Posix.O_NONBLOCK);
      try {
        enlarge(both);
        final Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        final int writer = Posix.open(path.toString(), Posix.O_WRONLY | Posix.O_NONBLOCK);
        return new TraceFifo(path, key, writer);
      } finally {
        Posix.close(both);
      }
    } catch (IOException e) {
      Files.deleteIfExists(path);
      throw e;
    }
  }

  Path path() {
    return path;
  }

  /** Gives it another name, which a tool that removes the first one doesn't know. */
  void link(final Path name) throws IOException {
    Files.createLink(name, path);
    names.add(name);
  }

  /** Tells it from other files, as {@link BasicFileAttributes#fileKey} has it. */
  Object key() {
    return key;
  }

  /** Whether some process has it open for reading. */
  boolean hasReader() throws IOException {
    Posix.poll(pollfd, 0);
    return (pollfd.getShort(POLLFD_REVENTS) & Posix.POLLERR) == 0;
  }

  /** Waits until there is room, or nobody reads any more; false if the time is up. */
  boolean awaitRoom(final int millis) throws IOException {
    Posix.poll(pollfd, millis);
    return pollfd.getShort(POLLFD_REVENTS) != 0;
  }

  /** Bytes that were written and not yet read. */
  int unreadBytes() throws IOException {
    return Posix.unreadBytes(descriptor);
  }

  /**
   * Writes what there is room for. What is at most PIPE_BUF (4096) long is written whole or not at
   * all.
   *
   * @return bytes written, or -1 if nobody has the FIFO open for reading
   */
  long write(final Pointer bytes, final long length) throws IOException {
    final long written = Posix.write(descriptor, bytes, length);
    if (written >= 0) {
      return written;
    }
    if (written == -Posix.EAGAIN) {
      return 0;
    }
    if (written == -Posix.EPIPE) {
      return -1;
    }
    throw new IOException("can't write to the FIFO " + path + ": errno " + -written);
  }

  /** Removes it; a reader sees end of file if nobody else writes. A second call does nothing. */
  @Override
  public void close() throws IOException {
    if (descriptor != CLOSED) {
      final int closing = descriptor;
      descriptor = CLOSED;
      for (final Path name : names) {
        Files.deleteIfExists(name);
      }
      Posix.close(closing);
    }
  }

  /** Beyond a user's total share of pipe memory the system grants less than its limit for one. */
  private static void enlarge(final int descriptor) {
    int bytes = maxPipeBytes();
    while (bytes > DEFAULT_PIPE_BYTES && !Posix.setPipeBytes(descriptor, bytes)) {
      bytes /= 2;
    }
  }

  private static int maxPipeBytes() {
    try {
      return Integer.parseInt(Files.readString(PIPE_MAX_SIZE).strip());
    } catch (IOException | NumberFormatException e) {
      return DEFAULT_PIPE_BYTES;
    }
  }
}
