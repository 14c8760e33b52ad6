package io.memtracer.host.qemu;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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
 * A connection to QEMU's machine protocol. Any thread may execute commands; one thread of its own
 * reads replies and events. When the connection is lost, what waits for a reply fails at once.
 */
public final class Qmp implements AutoCloseable {

  /** Told what happens in QEMU, on the connection's thread: must not wait, nor execute commands. */
  @FunctionalInterface
  public interface EventListener {
    /**
     * Something happened.
     *
     * @param name such as SHUTDOWN
     * @param data what QEMU says about it, perhaps nothing
     */
    void onEvent(String name, JsonNode data);
  }

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration CONTROL_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration SNAPSHOT_TIMEOUT = Duration.ofMinutes(5);

  private final SocketChannel channel;
  private final Supplier<String> obituary;
  private final CompletableFuture<JsonNode> greeting = new CompletableFuture<>();
  private final Map<Long, CompletableFuture<JsonNode>> pending = new ConcurrentHashMap<>();
  private final List<EventListener> listeners = new CopyOnWriteArrayList<>();
  private final AtomicLong lastId = new AtomicLong();
  private final Object writeLock = new Object();
  private final AtomicReference<String> lost = new AtomicReference<>();
  private final Thread reader = new Thread(this::read, "qmp-read");

  private Qmp(final SocketChannel channel, final Supplier<String> obituary) {
    this.channel = channel;
    this.obituary = obituary;
  }

  /**
   * Waits for QEMU's greeting and makes the connection ready for commands.
   *
   * @param channel connected; closed by this, also if this fails
   * @param obituary asked once when the connection is lost: why; may wait a moment to find out
   */
  static Qmp open(
      final SocketChannel channel, final Supplier<String> obituary, final Duration timeout) {
    final Qmp qmp = new Qmp(channel, obituary);
    qmp.reader.setDaemon(true);
    qmp.reader.start();
    try {
      qmp.await(qmp.greeting, "greet us", timeout);
      qmp.execute("qmp_capabilities", arguments(), timeout);
      return qmp;
    } catch (TraceException e) {
      qmp.close();
      throw e;
    }
  }

  /** An empty object to put a command's arguments into. */
  public static ObjectNode arguments() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** Adds a listener for all events from now on. */
  public void addListener(final EventListener listener) {
    listeners.add(listener);
  }

  /**
   * Executes a command and waits for its reply.
   *
   * @return what the command returned
   * @throws TraceException guest error with QEMU's words if it refuses, the connection is lost, or
   *     the time is up
   */
  public JsonNode execute(
      final String command, final ObjectNode arguments, final Duration timeout) {
    return execute(command, arguments, timeout, () -> 0);
  }

  private JsonNode execute(
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
      send(arguments().put("execute", command).put("id", id).set("arguments", arguments));
      final JsonNode message = await(reply, "execute '" + command + "'", patience, progress);
      final JsonNode error = message.path("error");
      if (!error.isMissingNode()) {
        throw refused(
            command, error.path("desc").asText() + " (" + error.path("class").asText() + ")");
      }
      return message.path("return");
    } finally {
      pending.remove(id);
    }
  }

  /**
   * Executes a line of the monitor for people.
   *
   * @return what it printed
   * @throws TraceException guest error if that was an error message
   */
  public String hmp(final String line, final Duration timeout) {
    final ObjectNode arguments = arguments().put("command-line", line);
    final String text = execute("human-monitor-command", arguments, timeout).asText().strip();
    if (text.startsWith("Error") || text.startsWith("unknown command")) {
      throw refused(line, text);
    }
    return text;
  }

  /** Saves the machine's state; the VM must be stopped, or stands still meanwhile. */
  public void saveSnapshot(final String name) {
    snapshotCommand("savevm " + quote(name));
  }

  /** Restores a state of the machine. */
  public void loadSnapshot(final String name) {
    snapshotCommand("loadvm " + quote(name));
  }

  private static String quote(final String argument) {
    return '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private void snapshotCommand(final String line) {
    final String text = hmp(line, SNAPSHOT_TIMEOUT);
    if (!text.isEmpty()) {
      throw refused(line, text);
    }
  }

  /** Stops all vCPUs; they stand still when this returns. */
  public void stop() {
    stop(() -> 0, CONTROL_TIMEOUT);
  }

  /**
   * Stops all vCPUs, however long they take to hand over what they hold: they stand still when this
   * returns.
   *
   * @param progress something that changes while they get on with it
   */
  void stop(final LongSupplier progress) {
    stop(progress, CONTROL_TIMEOUT);
  }

  void stop(final LongSupplier progress, final Duration patience) {
    execute("stop", arguments(), patience, progress);
  }

  /** Lets the vCPUs run. */
  public void cont() {
    execute("cont", arguments(), CONTROL_TIMEOUT);
  }

  /** Asks QEMU to end. */
  void quit(final Duration timeout) {
    execute("quit", arguments(), timeout);
  }

  /** The state the VM is in, such as running or paused. */
  public String queryStatus() {
    return execute("query-status", arguments(), CONTROL_TIMEOUT).path("status").asText();
  }

  /** Waits until all that QEMU said before it ended was handed to listeners, or the time is up. */
  void awaitEnd(final Duration timeout) {
    try {
      reader.join(timeout.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the connection; QEMU goes on. A second call does nothing. */
  @Override
  public void close() {
    lose("the connection was closed");
  }

  private static TraceException refused(final String command, final String text) {
    return TraceException.guest("QEMU refused '" + command + "': " + text);
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
      lose(obituary.get());
    } catch (JsonEOFException e) {
      lose(obituary.get());
    } catch (JsonProcessingException e) {
      lose("what QEMU said isn't JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      lose(obituary.get());
    } catch (RuntimeException e) {
      lose("a message of QEMU could not be handled: " + e);
    }
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
