package io.memtracer.host.guest.agent;

import io.memtracer.host.status.TraceException;
import java.nio.ByteBuffer;

/**
 * How much a program wrote.
 *
 * @param files how many files it made or changed
 * @param bytes what they take
 * @param removed how many it removed
 * @param room for how many bytes more there was room in the end, as an unsigned number; 0 also if
 *     there was none for another file
 */
public record WrittenTotals(long files, long bytes, long removed, long room) {

  private static final int BYTES_BEFORE_ROOM = 3 * Long.BYTES;
  private static final long UNKNOWN_ROOM = -1;
  private static final long PAGE_BYTES = 4096;

  public WrittenTotals {
    if (files < 0 || bytes < 0 || removed < 0) {
      throw TraceException.guest(
          "the guest can't have written %d files of %d bytes and removed %d"
              .formatted(files, bytes, removed));
    }
  }

  /** Agents of before don't say how much room there was. */
  static WrittenTotals decode(final ByteBuffer payload) {
    final boolean old = payload.remaining() == BYTES_BEFORE_ROOM;
    if (!old && payload.remaining() != BYTES_BEFORE_ROOM + Long.BYTES) {
      throw TraceException.guest(
          "the guest told how much was written in " + payload.remaining() + " bytes");
    }
    return new WrittenTotals(
        payload.getLong(),
        payload.getLong(),
        payload.getLong(),
        old ? UNKNOWN_ROOM : payload.getLong());
  }

  /** Whether nothing more fitted in: tmpfs gives a file whole pages. */
  public boolean isFull() {
    return Long.compareUnsigned(room, PAGE_BYTES) < 0;
  }
}
