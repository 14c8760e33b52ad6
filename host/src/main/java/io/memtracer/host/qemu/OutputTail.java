package io.memtracer.host.qemu;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads all that a process prints, so that it never blocks, and remembers the end of it. */
final class OutputTail {

  static final int DEFAULT_CAPACITY = 64 << 10;

  private final byte[] kept;
  private final Thread thread;
  private long total;

  OutputTail(final InputStream stream, final String threadName) {
    this(stream, threadName, DEFAULT_CAPACITY);
  }

  /**
   * Starts to read.
   *
   * @param capacity how many bytes are remembered
   */
  OutputTail(final InputStream stream, final String threadName, final int capacity) {
    kept = new byte[capacity];
    thread = new Thread(() -> drain(stream), threadName);
    thread.setDaemon(true);
    thread.start();
  }

  /** Waits until the process closed its output, or the time is over. */
  void awaitEnd(final long millis) {
    try {
      thread.join(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What is remembered, as text for people: no blank ends, no control characters but line ends. */
  synchronized String text() {
    final int length = (int) Math.min(total, kept.length);
    final byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = kept[(int) ((total - length + i) % kept.length)];
    }
    return new String(bytes, StandardCharsets.UTF_8)
        .replace("\r\n", "\n")
        .replaceAll("[\\p{Cntrl}&&[^\n\t]]", "?")
        .strip();
  }

  private void drain(final InputStream stream) {
    final byte[] chunk = new byte[8192];
    try (stream) {
      for (int n = stream.read(chunk); n >= 0; n = stream.read(chunk)) {
        append(chunk, n);
      }
    } catch (IOException e) {
      // The process is gone, or close() closed the stream; what was read stays readable.
      return;
    }
  }

  private synchronized void append(final byte[] chunk, final int length) {
    for (int i = 0; i < length; i++) {
      kept[(int) ((total + i) % kept.length)] = chunk[i];
    }
    total += length;
  }
}
