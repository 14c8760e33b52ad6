package io.memtracer.host.guest.agent;

import io.memtracer.host.status.TraceException;
import io.memtracer.host.status.WorkloadExit;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/**
 * The connection to the agent in a guest, for one program: {@link #load}, then {@link #go}, then
 * {@link #exit}. Any thread may call any method; a thread of its own reads what the agent says.
 */
public final class AgentChannel implements AutoCloseable {

  private static final int PIECE_BYTES = 64 << 10;

  /** Nothing that is sent waits for the workload, but for its standard input. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** The guest may stand still for that long, when analyzers can't keep up. */
  private static final Duration INPUT_PATIENCE = Duration.ofDays(365);

  private final AgentSocket channel;
  private final Duration patience;
  private final AgentReader reader;
  private final AgentInput input = new AgentInput();
  private final AgentReplies replies;
  private final Object writeLock = new Object();

  private AgentChannel(
      final AgentSocket channel, final Duration patience, final AgentListener listener) {
    this.channel = channel;
    this.patience = patience;
    reader = new AgentReader(channel);
    replies = new AgentReplies(listener, input);
  }

  /**
   * Connects to the socket that QEMU has for the agent's port.
   *
   * @param listener told what the program writes
   */
  public static AgentChannel connect(final Path socket, final AgentListener listener) {
    try {
      final SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      try {
        channel.connect(UnixDomainSocketAddress.of(socket));
        return of(channel, PATIENCE, listener);
      } catch (IOException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw TraceException.guest(
          "can't connect to the guest's agent at " + socket + ": " + e.getMessage(), e);
    }
  }

  /**
   * Over a channel that is connected; closes it in the end.
   *
   * @param patience how long the agent may take nothing of what is sent
   */
  static AgentChannel of(
      final SocketChannel channel, final Duration patience, final AgentListener listener)
      throws IOException {
    final AgentChannel agent = new AgentChannel(AgentSocket.of(channel), patience, listener);
    final Thread thread = new Thread(agent::read, "agent-read");
    thread.setDaemon(true);
    thread.start();
    return agent;
  }

  /**
   * Asks the agent about its guest.
   *
   * @throws TraceException guest error if it doesn't answer in time
   */
  public GuestFacts hello(final Duration timeout) {
    send(AgentFrames.WHO, AgentFrames.allocate(0));
    return replies.awaitFacts(timeout);
  }

  /**
   * Sends a program and waits until its process exists and waits for {@link #go}.
   *
   * @return the guest's number of that process, as the agent says; 0 if it doesn't
   * @throws TraceException user error if the program can't be run, with the agent's reason; guest
   *     error if the agent doesn't answer in time
   */
  public int load(final RunRequest request, final Duration timeout) {
    request.requireReadable();
    send(AgentFrames.RUN, RunFrame.payload(request, Instant.now()));
    if (request.sent()) {
      sendFile(Path.of(request.program()));
    }
    return replies.awaitHeld(request.program(), timeout);
  }

  private void sendFile(final Path program) {
    try (FileChannel file = FileChannel.open(program, StandardOpenOption.READ)) {
      final ByteBuffer piece = ByteBuffer.allocate(PIECE_BYTES);
      while (file.read(piece.clear()) >= 0 && !replies.isHeld()) {
        if (piece.flip().hasRemaining()) {
          send(AgentFrames.FILE, piece);
        }
      }
    } catch (IOException e) {
      throw TraceException.user("can't read the workload " + program + ": " + e.getMessage());
    }
    send(AgentFrames.FILE, ByteBuffer.allocate(0));
  }

  /** Lets the loaded program start. */
  public void go() {
    replies.letGo();
    send(AgentFrames.GO, ByteBuffer.allocate(0));
  }

  /** Ends the program and all its descendants; {@link #exit} tells when that is done. */
  public void kill() {
    send(AgentFrames.KILL, ByteBuffer.allocate(0));
  }

  /** Its terminal, if it has one, has another size from now on. */
  public void resize(final TerminalSize size) {
    send(
        AgentFrames.RESIZE,
        AgentFrames.allocate(2 * Integer.BYTES).putInt(size.rows()).putInt(size.columns()).flip());
  }

  /**
   * Asks what the program wrote over what was shared with it.
   *
   * @param contents whether to tell all files with their contents; otherwise the first names are
   *     told
   * @throws TraceException guest error if the guest doesn't answer in time; what the listener threw
   */
  public WrittenTotals written(
      final WrittenListener listener, final boolean contents, final Duration timeout) {
    replies.listenToWritten(listener);
    send(
        AgentFrames.ASK_WRITTEN,
        AgentFrames.allocate(Integer.BYTES).putInt(contents ? 1 : 0).flip());
    return replies.awaitWritten(timeout);
  }

  /**
   * Asks for a file as the program that ran last saw it.
   *
   * @param listener told of it, if there is one
   * @throws TraceException guest error if the guest doesn't answer in time; what the listener threw
   */
  public void file(final FileRequest file, final WrittenListener listener, final Duration timeout) {
    replies.listenToWritten(listener);
    send(AgentFrames.ASK_FILE, file.payload());
    replies.awaitWritten(timeout);
  }

  /**
   * Passes on a stream as the program's standard input, then end of file; on a daemon thread, since
   * nobody can interrupt a read of a terminal. Without this, the program's standard input stays
   * open and empty.
   */
  public void feed(final InputStream stream) {
    final Thread thread = new Thread(() -> pump(stream), "agent-input");
    thread.setDaemon(true);
    thread.start();
  }

  /** Writes one line feed to the program's standard input, without waiting for its reading it. */
  public void pressEnter() {
    try {
      sendInput(ByteBuffer.wrap(new byte[] {'\n'}));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TraceException.guest("interrupted while the workload was to be let go", e);
    }
  }

  /** The program's standard input is at its end. */
  public void endInput() {
    send(AgentFrames.STDIN, ByteBuffer.allocate(0));
  }

  private void pump(final InputStream stream) {
    final byte[] piece = new byte[PIECE_BYTES];
    try {
      for (int read = stream.read(piece); read >= 0; read = stream.read(piece)) {
        if (!sendInput(ByteBuffer.wrap(piece, 0, read))) {
          return;
        }
      }
      endInput();
    } catch (IOException | TraceException e) {
      // A lost connection is in the run's result. What can't be read is over.
      if (!replies.exit().isDone() && channel.isOpen()) {
        endInput();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean sendInput(final ByteBuffer bytes) throws InterruptedException {
    while (bytes.hasRemaining()) {
      final int claimed = input.claim(bytes.remaining());
      if (claimed == 0) {
        return false;
      }
      send(AgentFrames.STDIN, bytes.slice(bytes.position(), claimed), INPUT_PATIENCE);
      bytes.position(bytes.position() + claimed);
    }
    return true;
  }

  /**
   * How the program ended, once all it wrote was passed on; or, exceptionally, a {@link
   * TraceException}: why it could not be started, or that the guest is gone.
   */
  public CompletableFuture<WorkloadExit> exit() {
    return replies.exit();
  }

  /** Waits for {@link #exit}. */
  public WorkloadExit awaitExit(final Duration timeout) {
    return replies.awaitExit(timeout);
  }

  /** Ends the connection; the agent then kills the program. A second call does nothing. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("a socket can't be closed", e);
    }
  }

  private void send(final int type, final ByteBuffer payload) {
    send(type, payload, patience);
  }

  private void send(final int type, final ByteBuffer payload, final Duration bound) {
    final ByteBuffer[] frame = {AgentFrames.header(type, payload.remaining()), payload};
    try {
      synchronized (writeLock) {
        channel.write(frame, bound);
      }
    } catch (IOException e) {
      throw lost(e);
    }
  }

  private static TraceException lost(final IOException e) {
    return TraceException.guest("the connection to the guest's agent is lost: " + e, e);
  }

  private void read() {
    try {
      while (true) {
        reader.readFrame(replies::onFrame);
      }
    } catch (IOException e) {
      replies.fail(lost(e));
    } catch (RuntimeException e) {
      replies.fail(e);
      close();
    }
  }
}
