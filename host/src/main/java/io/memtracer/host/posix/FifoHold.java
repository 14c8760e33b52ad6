package io.memtracer.host.posix;

import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A writing end of a FIFO that is somebody else's. While it is held, the reader sees no end of
 * file, and the pipe keeps its size.
 */
public final class FifoHold implements AutoCloseable {

  private static final int TYPE_MASK = 0170000;
  private static final int TYPE_FIFO = 0010000;
  private static final int NONE = -1;

  private int descriptor;

  private FifoHold(final int descriptor) {
    this.descriptor = descriptor;
  }

  /** Whether there is a FIFO. */
  public static boolean isFifo(final Path path) {
    try {
      return ((int) Files.getAttribute(path, "unix:mode") & TYPE_MASK) == TYPE_FIFO;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Opens the writing end, and makes the pipe as large as is allowed.
   *
   * @return empty if nobody has opened it for reading
   * @throws TraceException environment error if it can't be written to
   */
  public static Optional<FifoHold> open(final Path fifo) {
    final var descriptor = Posix.openWriter(fifo);
    if (descriptor.isEmpty()) {
      return Optional.empty();
    }
    final FifoHold writer = new FifoHold(descriptor.getAsInt());
    try {
      enlarge(writer.descriptor);
      return Optional.of(writer);
    } catch (TraceException e) {
      writer.close();
      throw e;
    }
  }

  private static void enlarge(final int descriptor) {
    if (Posix.pipeBytes(descriptor) < Posix.maxPipeBytes()) {
      Posix.setPipeBytes(descriptor, Posix.maxPipeBytes());
    }
  }

  /** Whether somebody has it open for reading. */
  public synchronized boolean hasReader() {
    return Posix.hasReader(descriptor);
  }

  /** How many bytes were written and not yet read. */
  public synchronized int bytesWaiting() {
    return Posix.bytesWaiting(descriptor);
  }

  /** If nobody else writes, the reader sees the end of file. A second call does nothing. */
  @Override
  public synchronized void close() {
    if (descriptor != NONE) {
      Posix.close(descriptor);
      descriptor = NONE;
    }
  }
}
