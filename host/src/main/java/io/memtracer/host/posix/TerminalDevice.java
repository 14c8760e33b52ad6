package io.memtracer.host.posix;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The terminal that a descriptor is.
 *
 * @param descriptor open, such as 0 for standard input
 */
public record TerminalDevice(int descriptor) {

  /** More than what the C library's {@code struct termios} takes, which is 60. */
  private static final int MODE_BYTES = 256;

  private static final int NOW = 0;
  private static final long TIOCGWINSZ = 0x5413;
  private static final int SIZE_BYTES = 8;
  private static final int UNSIGNED_SHORT = 0xFFFF;

  /** Whether a descriptor is a terminal. */
  public static boolean isTerminal(final int descriptor) {
    try (Memory mode = new Memory(MODE_BYTES)) {
      C.LIBRARY.tcgetattr(descriptor, mode);
      return true;
    } catch (LastErrorException e) {
      return false;
    }
  }

  /**
   * Whether what is typed there is for us: for others it isn't ours to change, and the kernel would
   * stop us.
   */
  public boolean isInForeground() {
    try {
      return C.LIBRARY.tcgetpgrp(descriptor) == C.LIBRARY.getpgrp();
    } catch (LastErrorException e) {
      return false;
    }
  }

  /** How many rows it has; empty if it doesn't know. */
  public OptionalInt rows() {
    return size(0);
  }

  /** How many columns it has; empty if it doesn't know. */
  public OptionalInt columns() {
    return size(Short.BYTES);
  }

  private OptionalInt size(final int offset) {
    try (Memory size = new Memory(SIZE_BYTES)) {
      C.LIBRARY.ioctl(descriptor, TIOCGWINSZ, size);
      final int value = size.getShort(offset) & UNSIGNED_SHORT;
      return value == 0 ? OptionalInt.empty() : OptionalInt.of(value);
    } catch (LastErrorException e) {
      return OptionalInt.empty();
    }
  }

  /**
   * Makes it pass on each key as it is, and show each byte as it is.
   *
   * @throws io.memtracer.host.status.TraceException environment error if it can't
   */
  public RawMode raw() {
    final Memory before = new Memory(MODE_BYTES);
    try (Memory raw = new Memory(MODE_BYTES)) {
      C.LIBRARY.tcgetattr(descriptor, before);
      raw.write(0, before.getByteArray(0, MODE_BYTES), 0, MODE_BYTES);
      C.LIBRARY.cfmakeraw(raw);
      C.LIBRARY.tcsetattr(descriptor, NOW, raw);
      return new RawMode(descriptor, before);
    } catch (LastErrorException e) {
      before.close();
      throw Posix.failure("take over the terminal", e);
    }
  }

  /** Until it is closed. Any thread may close it; a second call does nothing. */
  public static final class RawMode implements AutoCloseable {

    private final int descriptor;
    private final Memory before;
    private final AtomicBoolean closed = new AtomicBoolean();

    private RawMode(final int descriptor, final Memory before) {
      this.descriptor = descriptor;
      this.before = before;
    }

    /** The terminal is again as it was; one that isn't there any more has no need of that. */
    @Override
    public void close() {
      if (!closed.compareAndSet(false, true)) {
        return;
      }
      try (before) {
        C.LIBRARY.tcsetattr(descriptor, NOW, before);
      } catch (LastErrorException gone) {
        return;
      }
    }
  }

  /** Of the C library, what is about terminals. */
  private interface C extends Library {

    C LIBRARY = Native.load("c", C.class);

    int tcgetattr(int descriptor, Pointer mode) throws LastErrorException;

    int tcsetattr(int descriptor, int when, Pointer mode) throws LastErrorException;

    void cfmakeraw(Pointer mode);

    int tcgetpgrp(int descriptor) throws LastErrorException;

    int getpgrp();

    int ioctl(int descriptor, long request, Object... argument) throws LastErrorException;
  }
}
