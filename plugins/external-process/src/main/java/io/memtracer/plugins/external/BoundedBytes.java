package io.memtracer.plugins.external;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Keeps the first bytes of a stream, up to a limit, and counts all. */
final class BoundedBytes {

  private final int limit;
  private byte[] bytes = new byte[256];
  private long total;

  BoundedBytes(final int limit) {
    this.limit = limit;
  }

  void add(final byte next) {
    if (total < limit) {
      if (total == bytes.length) {
        bytes = Arrays.copyOf(bytes, (int) Math.min(limit, bytes.length * 2L));
      }
      bytes[(int) total] = next;
    }
    total++;
  }

  /** Takes back the last bytes. */
  void drop(final int count) {
    total -= count;
  }

  /** All bytes that came, kept or not. */
  long total() {
    return total;
  }

  /** What was kept, as text: what isn't UTF-8 becomes U+FFFD. */
  String text(final int maxBytes) {
    final int length = (int) Math.min(total, Math.min(limit, maxBytes));
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }
}
