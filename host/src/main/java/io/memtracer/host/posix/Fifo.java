package io.memtracer.host.posix;

import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A FIFO that was made large, and stays so: a pipe forgets its size when its last descriptor is
 * closed, so one is held here until {@link #close()}.
 *
 * <p>The held descriptor reads and writes. While it is there, neither end waits for the other in
 * {@code open}, and a reader sees no end of file. {@link #releaseWriter()} gives up the writing
 * end, once the real writer has opened the FIFO; when that one ends, readers see it.
 */
public final class Fifo implements AutoCloseable {

  private static final int NONE = -1;

  private final Path path;
  private final int pipeBytes;
  private int both;
  private int reader = NONE;

  private Fifo(final Path path, final int both, final int pipeBytes) {
    this.path = path;
    this.both = both;
    this.pipeBytes = pipeBytes;
  }

  /**
   * Makes a FIFO.
   *
   * @param path where there must be nothing yet
   * @param wantedBytes its size; an unprivileged process gets no more than the system's limit
   */
  public static Fifo create(final Path path, final int wantedBytes) {
    Posix.mkfifo(path);
    int both = NONE;
    try {
      both = Posix.open(path, Posix.O_RDWR);
      return new Fifo(
          path, both, Posix.setPipeBytes(both, Math.min(wantedBytes, Posix.maxPipeBytes())));
    } catch (TraceException e) {
      if (both != NONE) {
        Posix.close(both);
      }
      path.toFile().delete();
      throw e;
    }
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /** The size the kernel granted. */
  public int pipeBytes() {
    return pipeBytes;
  }

  /** Gives up the writing end; the pipe keeps its size. A second call does nothing. */
  public synchronized void releaseWriter() {
    if (both == NONE || reader != NONE) {
      return;
    }
    reader = Posix.open(path, 0);
    Posix.close(both);
    both = NONE;
  }

  /** How many bytes were written and not yet read. */
  public synchronized int bytesWaiting() {
    final int descriptor = both == NONE ? reader : both;
    if (descriptor == NONE) {
      throw new IllegalStateException(path + " is closed");
    }
    return Posix.bytesWaiting(descriptor);
  }

  /** Removes it. A second call does nothing. */
  @Override
  public synchronized void close() {
    closeDescriptor(both);
    both = NONE;
    closeDescriptor(reader);
    reader = NONE;
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw TraceException.environment("can't remove " + path + ": " + e.getMessage(), e);
    }
  }

  private static void closeDescriptor(final int descriptor) {
    if (descriptor != NONE) {
      Posix.close(descriptor);
    }
  }
}
