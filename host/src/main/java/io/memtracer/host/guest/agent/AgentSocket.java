package io.memtracer.host.guest.agent;

import io.memtracer.host.status.TraceException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A connected socket that one thread reads and others write, one at a time. A read waits for as
 * long as it takes; a write for as long as its patience: a QEMU that is suspended takes nothing,
 * and a blocking write to it would never return.
 */
final class AgentSocket implements ReadableByteChannel, Closeable {

  private final SocketChannel channel;
  private final Selector readable;
  private final Selector writable;

  private AgentSocket(
      final SocketChannel channel, final Selector readable, final Selector writable) {
    this.channel = channel;
    this.readable = readable;
    this.writable = writable;
  }

  /** Takes a channel that is connected; closes it in the end. */
  static AgentSocket of(final SocketChannel channel) throws IOException {
    channel.configureBlocking(false);
    final Selector readable = Selector.open();
    final Selector writable = Selector.open();
    channel.register(readable, SelectionKey.OP_READ);
    channel.register(writable, SelectionKey.OP_WRITE);
    return new AgentSocket(channel, readable, writable);
  }

  @Override
  public int read(final ByteBuffer target) throws IOException {
    int read = channel.read(target);
    while (read == 0 && target.hasRemaining()) {
      await(readable, 0);
      read = channel.read(target);
    }
    return read;
  }

  /**
   * Writes all of it.
   *
   * @param patience how long nothing at all may be taken; empty pieces of it don't count
   * @throws TraceException guest error if the patience is over
   */
  void write(final ByteBuffer[] pieces, final Duration patience) throws IOException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (hasRemaining(pieces)) {
      if (channel.write(pieces) > 0) {
        deadline = System.nanoTime() + patience.toNanos();
        continue;
      }
      final long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (millis <= 0) {
        throw TraceException.guest(
            "the guest's agent took nothing of what was sent to it within %.1f s: is QEMU suspended?"
                .formatted(patience.toMillis() / 1000.0));
      }
      await(writable, millis);
    }
  }

  private static boolean hasRemaining(final ByteBuffer[] pieces) {
    for (final ByteBuffer piece : pieces) {
      if (piece.hasRemaining()) {
        return true;
      }
    }
    return false;
  }

  private static void await(final Selector selector, final long millis) throws IOException {
    try {
      selector.select(millis);
      selector.selectedKeys().clear();
    } catch (ClosedSelectorException e) {
      throw new AsynchronousCloseException();
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new ClosedByInterruptException();
    }
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  /** Whoever waits is told; a second call does nothing. */
  @Override
  public void close() throws IOException {
    try (writable;
        readable) {
      channel.close();
    }
  }
}
