package io.memtracer.host.qemu.monitor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The connection under {@link Qmp}: sends commands, and hands each reply to who waits for it and
 * events to listeners, on a thread of its own.
 */
final class QmpConnection implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final SocketChannel channel;
  private final Supplier<String> obituary;
  private final CompletableFuture<JsonNode> greeting = new CompletableFuture<>();
  private final CompletableFuture<Void> hangUp = new CompletableFuture<>();
  private final Map<Long, CompletableFuture<JsonNode>> pending = new ConcurrentHashMap<>();
  private final List<Qmp.EventListener> listeners = new CopyOnWriteArrayList<>();
  private final AtomicLong lastId = new AtomicLong();
  private final Object writeLock = new Object();
  private final AtomicReference<String> lost = new AtomicReference<>();
  private final Thread reader = new Thread(this::read, "qmp-read");

  private QmpConnection(final SocketChannel channel, final Supplier<String> obituary) {
    this.channel = channel;
    this.obituary = obituary;
  }

  /**
   * Connects, and waits for QEMU's greeting.
   *
   * @param channel connected; closed by this, also if this fails
   * @param obituary asked once when the connection is lost: why; may wait a moment to find out
   */
  static QmpConnection open(
      final SocketChannel channel, final Supplier<String> obituary, final Duration timeout) {
    final QmpConnection connection = new QmpConnection(channel, obituary);
    connection.reader.setDaemon(true);
    connection.reader.start();
    try {
      connection.await(connection.greeting, "greet us", timeout);
      return connection;
    } catch (TraceException e) {
      connection.close();
      throw e;
    }
  }

  void addListener(final Qmp.EventListener listener) {
    listeners.add(listener);
  }

  /**
   * Sends a command and waits for its reply.
   *
   * @param patience how long to wait while there is no progress
   * @param progress something that changes while QEMU gets on with it
   * @return the whole message, which may be an error
   * @throws TraceException guest error if the connection is lost, or the time is up
   */
  JsonNode call(
      final String command,
      final ObjectNode arguments,
      final Duration patience,
      final LongSupplier progress) {
    // Before anything is sent: a channel is closed when an interrupted thread writes to it.
    if (Thread.currentThread().isInterrupted()) {
      throw TraceException.guest(interrupted("execute '" + command + "'"));
    }
    final long id = lastId.incrementAndGet();
    final CompletableFuture<JsonNode> reply = new CompletableFuture<>();
    pending.put(id, reply);
    try {
      if (lost.get() != null) {
        throw TraceException.guest("can't execute '" + command + "' in QEMU: " + lost.get());
      }
      send(Qmp.arguments().put("execute", command).put("id", id).set("arguments", arguments));
      return await(reply, "execute '" + command + "'", patience, progress);
    } finally {
      pending.remove(id);
    }
  }

  /** Completed when the connection has ended, before it is known why. */
  CompletableFuture<Void> onHangUp() {
    return hangUp.copy();
  }

  /** Waits until all that QEMU said before it ended was handed to listeners, or the time is up. */
  void awaitEnd(final Duration timeout) {
    // Not for the reader: it may be waiting for word of QEMU's exit, which waits for this.
    hangUp.copy().completeOnTimeout(null, timeout.toNanos(), TimeUnit.NANOSECONDS).join();
  }

  /** Ends the connection; QEMU goes on. A second call does nothing. */
  @Override
  public void close() {
    lose("the connection was closed");
  }

  private void send(final JsonNode message) {
    final ByteBuffer bytes =
        ByteBuffer.wrap((message.toString() + "\r\n").getBytes(StandardCharsets.UTF_8));
    synchronized (writeLock) {
      try {
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      } catch (IOException e) {
        // The reader sees it as well, finds out why, and fails what is pending.
        return;
      }
    }
  }

  private JsonNode await(
      final CompletableFuture<JsonNode> reply, final String what, final Duration timeout) {
    return await(reply, what, timeout, () -> 0);
  }

  private JsonNode await(
      final CompletableFuture<JsonNode> reply,
      final String what,
      final Duration patience,
      final LongSupplier progress) {
    long before = progress.getAsLong();
    try {
      while (true) {
        try {
          return reply.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
          final long now = progress.getAsLong();
          if (now == before) {
            throw TraceException.guest(
                "QEMU did not " + what + " within " + patience.toMillis() / 1000.0 + " s", e);
          }
          before = now;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TraceException.guest(interrupted(what), e);
    } catch (ExecutionException e) {
      throw TraceException.guest("QEMU did not " + what + ": " + e.getCause().getMessage(), e);
    }
  }

  private static String interrupted(final String what) {
    return "interrupted while QEMU was to " + what;
  }

  private void read() {
    try (MappingIterator<JsonNode> messages =
        JSON.readerFor(JsonNode.class).readValues(new ChannelInputStream(channel))) {
      while (messages.hasNextValue()) {
        take(messages.nextValue());
      }
      lostByQemu();
    } catch (JsonEOFException e) {
      lostByQemu();
    } catch (JsonProcessingException e) {
      lose("what QEMU said isn't JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      lostByQemu();
    } catch (RuntimeException e) {
      lose("a message of QEMU could not be handled: " + e);
    }
  }

  private void lostByQemu() {
    hangUp.complete(null);
    lose(obituary.get());
  }

  private void take(final JsonNode message) {
    if (message.has("QMP")) {
      greeting.complete(message);
    } else if (message.has("event")) {
      final String name = message.path("event").asText();
      listeners.forEach(listener -> listener.onEvent(name, message.path("data")));
    } else if (message.has("id")) {
      final CompletableFuture<JsonNode> reply = pending.get(message.path("id").asLong());
      // A reply nobody waits for any more is late, not wrong.
      if (reply != null) {
        reply.complete(message);
      }
    } else if (message.has("error")) {
      pending.values().forEach(reply -> reply.complete(message));
    } else {
      throw new IllegalStateException("neither greeting, event nor reply: " + message);
    }
  }

  private void lose(final String reason) {
    lost.compareAndSet(null, reason);
    hangUp.complete(null);
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("a socket can't be closed", e);
    } finally {
      final IOException failure = new IOException(lost.get());
      greeting.completeExceptionally(failure);
      pending.values().forEach(reply -> reply.completeExceptionally(failure));
    }
  }
}
