package io.memtracer.host.guest.agent;

import io.memtracer.host.status.TraceException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * A file that a program wrote, or removed.
 *
 * @param path absolute, as the program saw it; the guest's words, and anything may be in it
 * @param mode type and permissions, as {@code stat} has them; 0 if it was removed
 * @param bytes its size
 * @param modified when it was last changed
 * @param target of a symbolic link; empty otherwise
 */
public record WrittenEntry(String path, int mode, long bytes, Instant modified, String target) {

  private static final int TYPE = 0170000;
  private static final int REGULAR = 0100000;
  private static final int LINK = 0120000;
  private static final int HEAD_BYTES = Integer.BYTES + 2 * Long.BYTES;
  private static final long MAX_EPOCH_SECONDS = 1L << 40;

  static WrittenEntry decode(final ByteBuffer payload) {
    if (payload.remaining() <= HEAD_BYTES) {
      throw TraceException.guest("the guest told of a file in " + payload.remaining() + " bytes");
    }
    final int mode = payload.getInt();
    final long bytes = payload.getLong();
    final long seconds = payload.getLong();
    final String text = StandardCharsets.UTF_8.decode(payload).toString();
    final int end = text.indexOf('\0');
    return new WrittenEntry(
        end < 0 ? text : text.substring(0, end),
        mode,
        bytes,
        Instant.ofEpochSecond(Math.max(0, Math.min(seconds, MAX_EPOCH_SECONDS))),
        end < 0 ? "" : text.substring(end + 1));
  }

  /** Whether it has contents. */
  public boolean isRegular() {
    return (mode & TYPE) == REGULAR;
  }

  /** Whether it is a symbolic link. */
  public boolean isLink() {
    return (mode & TYPE) == LINK;
  }

  /** Whether it isn't there any more. */
  public boolean isRemoved() {
    return mode == 0;
  }
}
