package io.memtracer.host.guest.agent;

import java.nio.ByteBuffer;

/**
 * Told what the program in the guest writes, as it comes, on the channel's thread. The bytes are
 * the guest's: anything may be in them. A buffer is only valid during the call.
 */
public interface AgentListener {

  /** It wrote to its standard output. */
  void onStandardOutput(ByteBuffer bytes);

  /** It wrote to its standard error. */
  void onStandardError(ByteBuffer bytes);

  /** Its terminal shows something, an echo of what was typed there or what it wrote. */
  default void onTerminalOutput(final ByteBuffer bytes) {
    onStandardOutput(bytes);
  }

  /** One that ignores it all. */
  static AgentListener ignoring() {
    return new AgentListener() {
      @Override
      public void onStandardOutput(final ByteBuffer bytes) {}

      @Override
      public void onStandardError(final ByteBuffer bytes) {}
    };
  }
}
