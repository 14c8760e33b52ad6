package io.memtracer.host.guest;

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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The connection to the agent in a guest, for one program: {@link #load}, then {@link #go}, then
 * {@link #exit}. Any thread may call any method; a thread of its own reads what the agent says.
 */
public final class AgentChannel implements AutoCloseable {

  private static final int PIECE_BYTES = 64 << 10;
  private static final int MAX_TEXT_BYTES = 4 << 10;

  private final SocketChannel channel;
  private final AgentListener listener;
  private final AgentReader reader;
  private final AgentInput input = new AgentInput();
  private final Object writeLock = new Object();
  private final CompletableFuture<GuestFacts> facts = new CompletableFuture<>();
  private final CompletableFuture<Void> held = new CompletableFuture<>();
  private final CompletableFuture<WorkloadExit> exit = new CompletableFuture<>();

  private AgentChannel(final SocketChannel channel, final AgentListener listener) {
    this.channel = channel;
    this.listener = listener;
    this.reader = new AgentReader(channel);
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
        return of(channel, listener);
      } catch (IOException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw TraceException.guest(
          "can't connect to the guest's agent at " + socket + ": " + e.getMessage(), e);
    }
  }

  /** Over a channel that is connected; closes it in the end. */
  static AgentChannel of(final SocketChannel channel, final AgentListener listener) {
    final AgentChannel agent = new AgentChannel(channel, listener);
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
    return await(facts, "answer", timeout);
  }

  /**
   * Sends a program and waits until its process exists and waits for {@link #go}.
   *
   * @throws TraceException user error if the program can't be run, with the agent's reason; guest
   *     error if the agent doesn't answer in time
   */
  public void load(final RunRequest request, final Duration timeout) {
    request.requireReadable();
    send(AgentFrames.RUN, request.encode());
    if (!request.inGuest()) {
      sendFile(Path.of(request.program()));
    }
    await(held, "load " + request.program(), timeout);
  }

  private void sendFile(final Path program) {
    try (FileChannel file = FileChannel.open(program, StandardOpenOption.READ)) {
      final ByteBuffer piece = ByteBuffer.allocate(PIECE_BYTES);
      while (file.read(piece.clear()) >= 0 && !held.isDone()) {
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
    send(AgentFrames.GO, ByteBuffer.allocate(0));
  }

  /** Makes the guest wake up, if it sleeps; what the agent answers is of no importance. */
  public void nudge() {
    send(AgentFrames.WHO, ByteBuffer.allocate(0));
  }

  /** Ends the program and all its descendants; {@link #exit} tells when that is done. */
  public void kill() {
    send(AgentFrames.KILL, ByteBuffer.allocate(0));
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
      if (!exit.isDone() && channel.isOpen()) {
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
      send(AgentFrames.STDIN, bytes.slice(bytes.position(), claimed));
      bytes.position(bytes.position() + claimed);
    }
    return true;
  }

  /**
   * How the program ended, once all it wrote was passed on; or, exceptionally, a {@link
   * TraceException}: why it could not be started, or that the guest is gone.
   */
  public CompletableFuture<WorkloadExit> exit() {
    return exit.copy();
  }

  /** Waits for {@link #exit}. */
  public WorkloadExit awaitExit(final Duration timeout) {
    return await(exit, "tell the workload's end", timeout);
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
    final ByteBuffer[] frame = {AgentFrames.header(type, payload.remaining()), payload};
    try {
      synchronized (writeLock) {
        while (frame[0].hasRemaining() || frame[1].hasRemaining()) {
          channel.write(frame);
        }
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
        reader.readFrame(this::onFrame);
      }
    } catch (IOException e) {
      fail(lost(e));
    } catch (RuntimeException e) {
      fail(e);
      close();
    }
  }

  private void onFrame(final int type, final ByteBuffer payload) {
    switch (type) {
      case AgentFrames.HELD -> held.complete(null);
      case AgentFrames.STDOUT -> listener.onStandardOutput(payload);
      case AgentFrames.STDERR -> listener.onStandardError(payload);
      case AgentFrames.TAKEN -> input.taken(exactly(Integer.BYTES, type, payload).getInt());
      case AgentFrames.EXIT -> {
        exit.complete(decodeExit(exactly(2 * Integer.BYTES, type, payload)));
        input.end();
      }
      case AgentFrames.ERROR -> fail(TraceException.user(text(payload)));
      case AgentFrames.HELLO -> facts.complete(GuestFacts.parse(text(payload)));
      default -> throw TraceException.guest("the guest sent a frame of unknown type " + type);
    }
  }

  private void fail(final RuntimeException reason) {
    facts.completeExceptionally(reason);
    held.completeExceptionally(reason);
    exit.completeExceptionally(reason);
    input.end();
  }

  private static ByteBuffer exactly(final int bytes, final int type, final ByteBuffer payload) {
    if (payload.remaining() != bytes) {
      throw TraceException.guest(
          "the guest sent a frame of type %d with %d bytes instead of %d"
              .formatted(type, payload.remaining(), bytes));
    }
    return payload;
  }

  private static WorkloadExit decodeExit(final ByteBuffer payload) {
    final int kind = payload.getInt();
    final int code = payload.getInt();
    return switch (kind) {
      case AgentFrames.EXIT_KIND_EXITED -> new WorkloadExit(WorkloadExit.How.EXITED, code);
      case AgentFrames.EXIT_KIND_SIGNALLED -> new WorkloadExit(WorkloadExit.How.SIGNALLED, code);
      default -> throw TraceException.guest("the guest sent an end of unknown kind " + kind);
    };
  }

  /** Text of the guest's, bounded and without control characters. */
  private static String text(final ByteBuffer payload) {
    final ByteBuffer bounded = payload.limit(Math.min(payload.limit(), MAX_TEXT_BYTES));
    return StandardCharsets.UTF_8
        .decode(bounded)
        .toString()
        .replaceAll("[\\p{Cntrl}&&[^\\n]]", "?");
  }

  private static <T> T await(
      final CompletableFuture<T> future, final String what, final Duration timeout) {
    try {
      return future.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TraceException failure) {
        throw failure;
      }
      throw TraceException.guest("the guest's agent did not " + what + ": " + e.getCause(), e);
    } catch (TimeoutException e) {
      throw TraceException.guest(
          "the guest's agent did not %s within %.1f s".formatted(what, timeout.toMillis() / 1000.0),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TraceException.guest("interrupted while waiting for the guest's agent", e);
    }
  }
}
