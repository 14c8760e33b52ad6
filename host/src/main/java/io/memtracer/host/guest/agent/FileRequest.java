package io.memtracer.host.guest.agent;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A file of the guest that is asked for.
 *
 * @param path absolute, as the program saw it
 * @param written whether only one that was written since the program was loaded will do; otherwise
 *     only one that wasn't changed since
 * @param maxBytes it may have so many
 */
public record FileRequest(String path, boolean written, long maxBytes) {

  private static final int MAX_PATH_BYTES = 4095;

  /** Whether it can be asked for at all. */
  public boolean isPossible() {
    final int bytes = path.getBytes(StandardCharsets.UTF_8).length;
    return path.startsWith("/") && bytes <= MAX_PATH_BYTES && path.indexOf('\0') < 0;
  }

  ByteBuffer payload() {
    final byte[] name = path.getBytes(StandardCharsets.UTF_8);
    return AgentFrames.allocate(Integer.BYTES + Long.BYTES + name.length)
        .putInt(written ? 1 : 0)
        .putLong(maxBytes)
        .put(name)
        .flip();
  }
}
