package io.memtracer.host.qemu.monitor;

import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The socket that QEMU's monitor connects to, once. */
public final class MonitorSocket implements AutoCloseable {

  private final ServerSocketChannel server;
  private final Path path;

  private MonitorSocket(final ServerSocketChannel server, final Path path) {
    this.server = server;
    this.path = path;
  }

  /**
   * Makes it.
   *
   * @throws TraceException environment error if it can't
   */
  public static MonitorSocket listen(final Path path) {
    try {
      final ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      try {
        server.bind(UnixDomainSocketAddress.of(path), 1);
        server.configureBlocking(false);
        return new MonitorSocket(server, path);
      } catch (IOException e) {
        server.close();
        throw e;
      }
    } catch (IOException e) {
      throw TraceException.environment("can't listen on " + path + ": " + e.getMessage(), e);
    }
  }

  /**
   * Waits for the connection.
   *
   * @param deadlineNanos as {@link System#nanoTime} counts
   * @param end when it is completed, nobody will connect any more
   * @return empty if that has happened, the time is up, or the thread was interrupted
   */
  public Optional<SocketChannel> accept(final long deadlineNanos, final CompletableFuture<?> end)
      throws IOException {
    try (Selector selector = Selector.open()) {
      server.register(selector, SelectionKey.OP_ACCEPT);
      final CompletableFuture<Void> wakeup = end.thenRun(selector::wakeup);
      try {
        return accept(selector, deadlineNanos, end);
      } finally {
        wakeup.cancel(false);
      }
    }
  }

  private Optional<SocketChannel> accept(
      final Selector selector, final long deadlineNanos, final CompletableFuture<?> end)
      throws IOException {
    while (true) {
      final SocketChannel channel = server.accept();
      if (channel != null) {
        return Optional.of(channel);
      }
      final long millis = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
      if (end.isDone() || millis <= 0 || Thread.currentThread().isInterrupted()) {
        return Optional.empty();
      }
      selector.select(millis);
    }
  }

  /** Nobody can connect any more, and the socket's file is gone. A second call does nothing. */
  @Override
  public void close() {
    try {
      server.close();
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw TraceException.environment("can't remove the socket " + path + ": " + e, e);
    }
  }
}
