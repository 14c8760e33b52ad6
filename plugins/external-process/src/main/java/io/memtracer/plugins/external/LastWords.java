package io.memtracer.plugins.external;

import java.nio.charset.StandardCharsets;

/** Keeps the last bytes of a stream, for error messages, and counts all. */
final class LastWords {

  private final byte[] ring;
  private long total;

  LastWords(final int capacity) {
    ring = new byte[capacity];
  }

  void add(final byte next) {
    ring[(int) (total % ring.length)] = next;
    total++;
  }

  long total() {
    return total;
  }

  /** The bytes kept, as text: what isn't UTF-8 becomes U+FFFD. */
  String text() {
    final int length = (int) Math.min(total, ring.length);
    final byte[] ordered = new byte[length];
    for (int i = 0; i < length; i++) {
      ordered[i] = ring[(int) ((total - length + i) % ring.length)];
    }
    return new String(ordered, StandardCharsets.UTF_8).strip();
  }
}
