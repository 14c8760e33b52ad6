package io.memtracer.host.posix;

import java.nio.file.Path;

/**
 * An exclusive lock that goes by a file's name, between processes and between threads of one. The
 * kernel releases it when its holder dies.
 */
public final class LockFile implements AutoCloseable {

  private final int descriptor;

  private LockFile(final int descriptor) {
    this.descriptor = descriptor;
  }

  /** Waits for the lock; makes the file if it isn't there. */
  public static LockFile acquire(final Path path) {
    final int descriptor = Posix.open(path, Posix.O_RDWR | Posix.O_CREAT);
    try {
      Posix.lock(descriptor, path);
      return new LockFile(descriptor);
    } catch (RuntimeException e) {
      Posix.close(descriptor);
      throw e;
    }
  }

  /** Gives it to the next; call it once. */
  @Override
  public void close() {
    Posix.close(descriptor);
  }
}
