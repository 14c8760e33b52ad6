package io.memtracer.host.guest.agent;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A file of the guest that is asked for.
 *
 * @param wanted which will do
 * @param path absolute, as the program saw it; empty for the program itself
 * @param maxBytes it may have so many
 */
public record FileRequest(Wanted wanted, String path, long maxBytes) {

  private static final int MAX_PATH_BYTES = 4095;

  /** Which file will do. */
  public enum Wanted {
    /** One that wasn't changed since the program was loaded. */
    UNCHANGED(0),
    /** One that was written since. */
    WRITTEN(1),
    /** The program's own, wherever it is, if it wasn't changed since. */
    PROGRAM(2);

    /** As the agent is told. */
    private final int flags;

    Wanted(final int flags) {
      this.flags = flags;
    }
  }

  /** One that wasn't changed since the program was loaded. */
  public static FileRequest unchanged(final String path, final long maxBytes) {
    return new FileRequest(Wanted.UNCHANGED, path, maxBytes);
  }

  /** One that was written since the program was loaded. */
  public static FileRequest written(final String path, final long maxBytes) {
    return new FileRequest(Wanted.WRITTEN, path, maxBytes);
  }

  /** That of the program that was loaded. */
  public static FileRequest program(final long maxBytes) {
    return new FileRequest(Wanted.PROGRAM, "", maxBytes);
  }

  /** Whether it can be asked for at all. */
  public boolean isPossible() {
    final int bytes = path.getBytes(StandardCharsets.UTF_8).length;
    return wanted == Wanted.PROGRAM
        || (path.startsWith("/") && bytes <= MAX_PATH_BYTES && path.indexOf('\0') < 0);
  }

  ByteBuffer payload() {
    final byte[] name = path.getBytes(StandardCharsets.UTF_8);
    return AgentFrames.allocate(Integer.BYTES + Long.BYTES + name.length)
        .putInt(wanted.flags)
        .putLong(maxBytes)
        .put(name)
        .flip();
  }
}
