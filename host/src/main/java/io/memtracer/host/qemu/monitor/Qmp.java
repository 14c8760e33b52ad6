package io.memtracer.host.qemu.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.memtracer.host.status.TraceException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * QEMU's machine protocol: the commands that are used, in terms of Java. Any thread may execute
 * them. When the connection is lost, what waits for a reply fails at once.
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

  private static final Duration CONTROL_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration SNAPSHOT_TIMEOUT = Duration.ofMinutes(5);

  private final QmpConnection connection;

  private Qmp(final QmpConnection connection) {
    this.connection = connection;
  }

  /**
   * Waits for QEMU's greeting and makes the connection ready for commands.
   *
   * @param channel connected; closed by this, also if this fails
   * @param obituary asked once when the connection is lost: why; may wait a moment to find out
   */
  public static Qmp open(
      final SocketChannel channel, final Supplier<String> obituary, final Duration timeout) {
    final Qmp qmp = new Qmp(QmpConnection.open(channel, obituary, timeout));
    try {
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
    connection.addListener(listener);
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
    final JsonNode message = connection.call(command, arguments, patience, progress);
    final JsonNode error = message.path("error");
    if (!error.isMissingNode()) {
      throw refused(
          command, error.path("desc").asText() + " (" + error.path("class").asText() + ")");
    }
    return message.path("return");
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
   * @param patience how long to wait while nothing changes
   */
  public void stop(final LongSupplier progress, final Duration patience) {
    execute("stop", arguments(), patience, progress);
  }

  /** Lets the vCPUs run. */
  public void cont() {
    execute("cont", arguments(), CONTROL_TIMEOUT);
  }

  /** Asks QEMU to end. */
  public void quit(final Duration timeout) {
    execute("quit", arguments(), timeout);
  }

  /** The state the VM is in, such as running or paused. */
  public String queryStatus() {
    return execute("query-status", arguments(), CONTROL_TIMEOUT).path("status").asText();
  }

  /** Completed when the connection has ended, by whomever. */
  public CompletableFuture<Void> onHangUp() {
    return connection.onHangUp();
  }

  /** Waits until all that QEMU said before it ended was handed to listeners, or the time is up. */
  public void awaitEnd(final Duration timeout) {
    connection.awaitEnd(timeout);
  }

  /** Ends the connection; QEMU goes on. A second call does nothing. */
  @Override
  public void close() {
    connection.close();
  }

  private static TraceException refused(final String command, final String text) {
    return TraceException.guest("QEMU refused '" + command + "': " + text);
  }
}
