package io.memtracer.stress;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/** {@code ring.c}, as it runs in QEMU, called as directly as Java can. */
final class Producer {

  /** System property: the library. */
  static final String LIBRARY = "memtracer.ring.library";

  static {
    Native.register(Producer.class, NativeLibrary.getInstance(System.getProperty(LIBRARY)));
  }

  private Producer() {}

  /**
   * Writes a message.
   *
   * @param ring address of a {@code struct ring}
   * @param data address of the message
   * @param bytes its length
   * @return 0 if there was no room
   */
  @SuppressWarnings("checkstyle:MethodName")
  static native byte ring_write(long ring, long data, long bytes);
}
