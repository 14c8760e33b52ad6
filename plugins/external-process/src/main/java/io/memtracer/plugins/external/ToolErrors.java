package io.memtracer.plugins.external;

import java.io.IOException;
import java.io.InputStream;

/** Reads a tool's standard error, on a thread of its own, and keeps the end of it. */
final class ToolErrors {

  private static final int KEPT_BYTES = 1 << 14;

  private final InputStream stream;
  private final LastWords lastWords = new LastWords(KEPT_BYTES);

  ToolErrors(final InputStream stream) {
    this.stream = stream;
  }

  /** Reads to the end of the stream. */
  void run() {
    final byte[] bytes = new byte[KEPT_BYTES];
    try (stream) {
      for (int count = stream.read(bytes); count >= 0; count = stream.read(bytes)) {
        accept(bytes, count);
      }
    } catch (IOException e) {
      // The stream is closed under us when the tool is ended: nobody waits for more.
    }
  }

  /** What was printed last, trimmed. */
  synchronized String lastWords() {
    return lastWords.text();
  }

  private synchronized void accept(final byte[] bytes, final int count) {
    for (int i = 0; i < count; i++) {
      lastWords.add(bytes[i]);
    }
  }
}
