package io.memtracer.host.read;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.IntUnaryOperator;

/** Bytes that come in pieces of any size, in reads that may be short, to an end of any kind. */
public final class ScriptedSource implements TraceSource {

  private final byte[] bytes;
  private final IntUnaryOperator pieceAt;
  private final int atEnd;
  private int position;
  private int failAt = Integer.MAX_VALUE;
  private boolean closed;

  /**
   * Creates the source.
   *
   * @param pieceAt how much is available at a position
   * @param atEnd what {@link #available} says after the last byte
   */
  public ScriptedSource(final byte[] bytes, final IntUnaryOperator pieceAt, final int atEnd) {
    this.bytes = bytes;
    this.pieceAt = pieceAt;
    this.atEnd = atEnd;
  }

  /** Makes the read fail that begins at or after a position. */
  public ScriptedSource failingAt(final int value) {
    failAt = value;
    return this;
  }

  @Override
  public int available() {
    return position == bytes.length
        ? atEnd
        : Math.min(pieceAt.applyAsInt(position), bytes.length - position);
  }

  @Override
  public int read(final ByteBuffer target) throws IOException {
    if (position >= failAt) {
      throw new IOException("the disk is on fire");
    }
    final int count = Math.min(target.remaining(), available());
    target.put(bytes, position, count);
    position += count;
    return count;
  }

  public boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    closed = true;
  }
}
