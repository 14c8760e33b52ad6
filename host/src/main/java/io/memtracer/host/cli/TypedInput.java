package io.memtracer.host.cli;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;

/**
 * What is typed at a terminal that a workload has: Ctrl-C goes to the workload as any key does, and
 * one right after another to us, too.
 *
 * <p>Used by one thread.
 */
final class TypedInput extends FilterInputStream {

  /** What a terminal sends for Ctrl-C. */
  static final byte CTRL_C = 3;

  /** Within that, two are one wish. */
  static final long TWICE_NANOS = 1_000_000_000L;

  private final LongSupplier nanoTime;
  private final Runnable onTwice;
  private boolean pressed;
  private long pressedNanos;

  /**
   * Passes on what is typed.
   *
   * @param onTwice called for each Ctrl-C right after another
   */
  TypedInput(final InputStream typed, final LongSupplier nanoTime, final Runnable onTwice) {
    super(typed);
    this.nanoTime = nanoTime;
    this.onTwice = onTwice;
  }

  @Override
  public int read() throws IOException {
    final int next = super.read();
    if (next >= 0) {
      look((byte) next);
    }
    return next;
  }

  @Override
  public int read(final byte[] bytes, final int offset, final int length) throws IOException {
    final int read = super.read(bytes, offset, length);
    for (int i = 0; i < read; i++) {
      look(bytes[offset + i]);
    }
    return read;
  }

  private void look(final byte next) {
    if (next != CTRL_C) {
      pressed = false;
      return;
    }
    final long now = nanoTime.getAsLong();
    if (pressed && now - pressedNanos <= TWICE_NANOS) {
      onTwice.run();
    }
    pressed = true;
    pressedNanos = now;
  }
}
