package io.memtracer.host.posix;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import io.memtracer.host.status.TraceException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;

/** System calls. Failures are environment errors that name the call, its object and the reason. */
public final class Posix {

  /** What Ctrl-C sends. */
  public static final int SIGINT = 2;

  /** Ends a process at once. */
  public static final int SIGKILL = 9;

  /** Tells a tool of the predecessor that the trace is complete. */
  public static final int SIGUSR1 = 10;

  /** Asks a process to end. */
  public static final int SIGTERM = 15;

  static final int O_WRONLY = 1;
  static final int O_RDWR = 2;
  static final int O_CREAT = 0x40;

  private static final int O_CLOEXEC = 0x80000;
  private static final int O_NONBLOCK = 0x800;
  private static final int F_SETPIPE_SZ = 1031;
  private static final int F_GETPIPE_SZ = 1032;
  private static final long FIONREAD = 0x541B;
  private static final int LOCK_EX = 2;
  private static final int OWNER_READS_AND_WRITES = 0600;
  private static final int EPERM = 1;
  private static final int ENXIO = 6;
  private static final int EPIPE = 32;
  private static final String BROKEN_PIPE = "Broken pipe";
  private static final int EINTR = 4;
  private static final short POLLOUT = 4;
  private static final short POLLERR = 8;
  private static final int POLLFD_BYTES = 8;
  private static final int POLLFD_EVENTS = 4;
  private static final int POLLFD_REVENTS = 6;
  private static final int ESRCH = 3;
  private static final Path PIPE_MAX_SIZE = Path.of("/proc/sys/fs/pipe-max-size");
  private static final int DEFAULT_PIPE_MAX_SIZE = 1 << 20;

  private Posix() {}

  /** Makes a FIFO that only its owner can open. */
  public static void mkfifo(final Path path) {
    try {
      C.LIBRARY.mkfifo(path.toString(), OWNER_READS_AND_WRITES);
    } catch (LastErrorException e) {
      throw failure("make the FIFO " + path, e);
    }
  }

  /** The largest pipe an unprivileged process may have, in bytes. */
  public static int maxPipeBytes() {
    // Not Files.readString: it asks for one byte first, and the kernel gives the rest to nobody.
    try (BufferedReader reader = Files.newBufferedReader(PIPE_MAX_SIZE)) {
      return Integer.parseInt(reader.readLine());
    } catch (IOException | NumberFormatException e) {
      return DEFAULT_PIPE_MAX_SIZE;
    }
  }

  /** The user this process acts as. */
  public static int effectiveUserId() {
    return C.LIBRARY.geteuid();
  }

  /**
   * Sends a signal.
   *
   * @return whether there was such a process
   */
  public static boolean kill(final long pid, final int signal) {
    if (pid <= 0) {
      throw new IllegalArgumentException("pid must be positive, but pid=" + pid);
    }
    try {
      C.LIBRARY.kill(Math.toIntExact(pid), signal);
      return true;
    } catch (LastErrorException e) {
      if (e.getErrorCode() == ESRCH) {
        return false;
      }
      throw failure("send signal " + signal + " to process " + pid, e);
    }
  }

  /** Opens without waiting for the other end of a FIFO; children don't inherit the descriptor. */
  static int open(final Path path, final int flags) {
    try {
      return C.LIBRARY.open(
          path.toString(), flags | O_CLOEXEC | O_NONBLOCK, OWNER_READS_AND_WRITES);
    } catch (LastErrorException e) {
      throw failure("open " + path, e);
    }
  }

  /**
   * Opens a FIFO for writing, without waiting.
   *
   * @return empty if nobody has it open for reading
   */
  static OptionalInt openWriter(final Path path) {
    try {
      return OptionalInt.of(C.LIBRARY.open(path.toString(), O_WRONLY | O_CLOEXEC | O_NONBLOCK));
    } catch (LastErrorException e) {
      if (e.getErrorCode() == ENXIO || e.getErrorCode() == EINTR) {
        return OptionalInt.empty();
      }
      throw failure("open " + path + " for writing", e);
    }
  }

  /** Whether somebody has the reading end open of the pipe to whose writing end this belongs. */
  static boolean hasReader(final int descriptor) {
    try (Memory pollfd = new Memory(POLLFD_BYTES)) {
      pollfd.setInt(0, descriptor);
      pollfd.setShort(POLLFD_EVENTS, POLLOUT);
      pollfd.setShort(POLLFD_REVENTS, (short) 0);
      C.LIBRARY.poll(pollfd, 1, 0);
      return (pollfd.getShort(POLLFD_REVENTS) & POLLERR) == 0;
    } catch (LastErrorException e) {
      throw failure("look whether a pipe has a reader", e);
    }
  }

  static void close(final int descriptor) {
    try {
      C.LIBRARY.close(descriptor);
    } catch (LastErrorException e) {
      throw failure("close descriptor " + descriptor, e);
    }
  }

  /** Waits for the exclusive lock of an open file. */
  static void lock(final int descriptor, final Path path) {
    while (true) {
      try {
        C.LIBRARY.flock(descriptor, LOCK_EX);
        return;
      } catch (LastErrorException e) {
        if (e.getErrorCode() != EINTR) {
          throw failure("lock " + path, e);
        }
      }
    }
  }

  /**
   * Asks for a pipe's size; the kernel rounds it up to a power of two of pages. A user who has too
   * many large pipes already gets no larger one, and the pipe stays as it is.
   *
   * @return the size it has now
   */
  static int setPipeBytes(final int descriptor, final int bytes) {
    try {
      return C.LIBRARY.fcntl(descriptor, F_SETPIPE_SZ, bytes);
    } catch (LastErrorException e) {
      if (e.getErrorCode() == EPERM) {
        return pipeBytes(descriptor);
      }
      throw failure("make a pipe of " + bytes + " bytes", e);
    }
  }

  static int pipeBytes(final int descriptor) {
    try {
      return C.LIBRARY.fcntl(descriptor, F_GETPIPE_SZ);
    } catch (LastErrorException e) {
      throw failure("ask for a pipe's size", e);
    }
  }

  /** How many bytes were written to a pipe and not yet read. */
  static int bytesWaiting(final int descriptor) {
    final IntByReference count = new IntByReference();
    try {
      C.LIBRARY.ioctl(descriptor, FIONREAD, count);
      return count.getValue();
    } catch (LastErrorException e) {
      throw failure("ask how full a pipe is", e);
    }
  }

  /** Whether a write failed since nobody reads the pipe any more, in whatever language that is. */
  public static boolean isBrokenPipe(final IOException failure) {
    return BROKEN_PIPE.equals(failure.getMessage())
        || C.LIBRARY.strerror(EPIPE).equals(failure.getMessage());
  }

  static TraceException failure(final String what, final LastErrorException e) {
    final int errno = e.getErrorCode();
    return TraceException.environment(
        "can't " + what + ": " + C.LIBRARY.strerror(errno) + " (errno " + errno + ")", e);
  }

  /** Of the C library, what is used here. */
  private interface C extends Library {

    C LIBRARY = Native.load("c", C.class);

    int mkfifo(String path, int mode) throws LastErrorException;

    int open(String path, int flags, Object... mode) throws LastErrorException;

    int close(int descriptor) throws LastErrorException;

    int fcntl(int descriptor, int command, Object... argument) throws LastErrorException;

    int ioctl(int descriptor, long request, Object... argument) throws LastErrorException;

    int poll(Pointer descriptors, long count, int millis) throws LastErrorException;

    int flock(int descriptor, int operation) throws LastErrorException;

    int kill(int pid, int signal) throws LastErrorException;

    int geteuid();

    String strerror(int errno);
  }
}
