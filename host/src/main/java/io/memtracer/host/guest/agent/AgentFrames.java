package io.memtracer.host.guest.agent;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The layout of frames between host and agent, as docs/wire-formats.md has it. */
final class AgentFrames {

  static final int RUN = 1;
  static final int FILE = 2;
  static final int STDIN = 3;
  static final int GO = 4;
  static final int KILL = 5;
  static final int WHO = 6;
  static final int ASK_WRITTEN = 7;
  static final int RESIZE = 8;
  static final int ASK_FILE = 9;
  static final int HELD = 16;
  static final int STDOUT = 17;
  static final int STDERR = 18;
  static final int EXIT = 19;
  static final int ERROR = 20;
  static final int HELLO = 21;
  static final int TAKEN = 22;
  static final int REFUSED = 23;
  static final int ENTRY = 24;
  static final int CONTENT = 25;
  static final int WRITTEN = 26;
  static final int TERMINAL = 27;

  static final int HEADER_BYTES = 5;
  static final int MAX_PAYLOAD_BYTES = 1 << 20;
  static final int STDIN_WINDOW_BYTES = 1 << 20;
  static final int EXIT_KIND_EXITED = 0;
  static final int EXIT_KIND_SIGNALLED = 1;
  static final int MAX_EXIT_STATUS = 255;
  static final int MAX_SIGNAL = 64;

  private AgentFrames() {}

  /** A buffer with the right byte order. */
  static ByteBuffer allocate(final int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The header of a frame. */
  static ByteBuffer header(final int type, final int payloadBytes) {
    return allocate(HEADER_BYTES).putInt(payloadBytes).put((byte) type).flip();
  }
}
