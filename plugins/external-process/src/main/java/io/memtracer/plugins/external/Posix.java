package io.memtracer.plugins.external;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import java.io.IOException;

/**
 * The system calls that Java has no name for. Numbers are Linux's, the same on x86-64 and arm64.
 */
final class Posix {

  static final int O_WRONLY = 1;
  static final int O_RDWR = 2;
  static final int O_NONBLOCK = 0x800;
  static final short POLLOUT = 4;
  static final short POLLERR = 8;
  static final int EAGAIN = 11;
  static final int EPIPE = 32;
  static final int ESRCH = 3;
  private static final int EINTR = 4;

  private static final int O_CLOEXEC = 0x80000;
  private static final int F_SETPIPE_SZ = 1031;
  private static final long FIONREAD = 0x541B;
  private static final int OWNER_ONLY = 0600;

  private Posix() {}

  static void mkfifo(final String path) throws IOException {
    check(C.LIBRARY.mkfifo(path, OWNER_ONLY), "make the FIFO " + path);
  }

  /** Opens; a tool that is started later doesn't inherit the descriptor. */
  static int open(final String path, final int flags) throws IOException {
    return check(C.LIBRARY.open(path, flags | O_CLOEXEC), "open " + path);
  }

  static void close(final int descriptor) throws IOException {
    check(C.LIBRARY.close(descriptor), "close the FIFO");
  }

  /** Asks for a pipe's size; false if the system grants less. */
  static boolean setPipeBytes(final int descriptor, final int bytes) {
    return C.LIBRARY.fcntl(descriptor, F_SETPIPE_SZ, bytes) >= 0;
  }

  /** How many bytes wait in a pipe. */
  static int unreadBytes(final int descriptor) throws IOException {
    final IntByReference count = new IntByReference();
    check(C.LIBRARY.ioctl(descriptor, FIONREAD, count), "ask how full the FIFO is");
    return count.getValue();
  }

  /**
   * Writes.
   *
   * @return bytes written, or the negative error number
   */
  static long write(final int descriptor, final Pointer bytes, final long length) {
    long written;
    do {
      written = C.LIBRARY.write(descriptor, bytes, length);
    } while (written < 0 && Native.getLastError() == EINTR);
    return written < 0 ? -Native.getLastError() : written;
  }

  /**
   * Waits for one descriptor.
   *
   * @param pollfd a struct pollfd
   */
  static void poll(final Pointer pollfd, final int millis) throws IOException {
    final int ready = C.LIBRARY.poll(pollfd, 1, millis);
    if (ready < 0 && Native.getLastError() != EINTR) {
      throw failure("wait for the FIFO");
    }
  }

  /** Sends a signal; false if there is no such process. */
  static boolean kill(final long pid, final int signal) throws IOException {
    if (C.LIBRARY.kill(Math.toIntExact(pid), signal) == 0) {
      return true;
    }
    if (Native.getLastError() == ESRCH) {
      return false;
    }
    throw failure("send signal " + signal + " to process " + pid);
  }

  private static int check(final int result, final String what) throws IOException {
    if (result < 0) {
      throw failure(what);
    }
    return result;
  }

  private static IOException failure(final String what) {
    final int error = Native.getLastError();
    return new IOException(
        "can't " + what + ": " + C.LIBRARY.strerror(error) + " (errno " + error + ")");
  }

  /** Of the C library, what is used here. */
  private interface C extends Library {

    C LIBRARY = Native.load("c", C.class);

    int mkfifo(String path, int mode);

    int open(String path, int flags, Object... mode);

    int close(int descriptor);

    int fcntl(int descriptor, int command, Object... argument);

    int ioctl(int descriptor, long request, Object... argument);

    long write(int descriptor, Pointer bytes, long length);

    int poll(Pointer descriptors, long count, int millis);

    int kill(int pid, int signal);

    String strerror(int error);
  }
}
