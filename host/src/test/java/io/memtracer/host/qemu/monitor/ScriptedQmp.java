package io.memtracer.host.qemu.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A QMP server that does what a test tells it, right or wrong. */
final class ScriptedQmp implements AutoCloseable {

  static final String GREETING = "{\"QMP\": {\"version\": {}, \"capabilities\": []}}\r\n";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What the server does with its one client; the connection is closed afterwards. */
  @FunctionalInterface
  interface Script {
    void run(ScriptedQmp server) throws Exception;
  }

  private static final long END_TIMEOUT_SECONDS = 10;

  private final SocketChannel client;
  private final SocketChannel peer;
  private final ChannelInputStream input;
  private final CompletableFuture<Void> done = new CompletableFuture<>();
  private final Thread thread;

  private ScriptedQmp(final SocketChannel client, final SocketChannel peer, final Script script) {
    this.client = client;
    this.peer = peer;
    this.input = new ChannelInputStream(peer);
    this.thread = new Thread(() -> run(script), "scripted-qmp");
    thread.setDaemon(true);
  }

  static ScriptedQmp start(final Path socket, final Script script) throws IOException {
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      final UnixDomainSocketAddress address = UnixDomainSocketAddress.of(socket);
      server.bind(address);
      final ScriptedQmp scripted =
          new ScriptedQmp(SocketChannel.open(address), server.accept(), script);
      scripted.thread.start();
      return scripted;
    }
  }

  /** The client's end. */
  SocketChannel client() {
    return client;
  }

  /** Sends bytes as they are. */
  void say(final String text) throws IOException {
    final ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      peer.write(bytes);
    }
  }

  /** Waits for the next command. */
  JsonNode hear() throws IOException {
    final StringBuilder line = new StringBuilder();
    for (int c = input.read(); c != '\n'; c = input.read()) {
      if (c < 0) {
        throw new IOException("the client is gone");
      }
      line.append((char) c);
    }
    return JSON.readTree(line.toString());
  }

  /** Waits for the next command and says that it was carried out. */
  JsonNode hearAndConfirm() throws IOException {
    final JsonNode command = hear();
    say("{\"return\": {}, \"id\": " + command.get("id") + "}\r\n");
    return command;
  }

  /** Greets, and confirms the capabilities. */
  void open() throws IOException {
    say(GREETING);
    hearAndConfirm();
  }

  private void run(final Script script) {
    try (peer) {
      script.run(this);
      done.complete(null);
    } catch (Throwable e) {
      done.completeExceptionally(e);
    }
  }

  /** Waits for the script's end, and fails if the script did. */
  @Override
  public void close() throws IOException {
    client.close();
    try {
      done.orTimeout(END_TIMEOUT_SECONDS, TimeUnit.SECONDS).join();
    } finally {
      thread.interrupt();
    }
  }
}
