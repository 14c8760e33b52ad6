package io.memtracer.host.guest.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.host.status.ErrorCategory;
import io.memtracer.host.status.TraceException;
import io.memtracer.testkit.SeededRandom;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The host's end of the channel against a guest that says what it likes. */
@Timeout(60)
final class LyingAgentTest {

  private static final Duration SOON = Duration.ofSeconds(10);
  private static final int FRAMES = 10_000;
  private static final int FRAMES_PER_RUN = 4;
  private static final int CONVERSATIONS = 2_000;
  private static final String EVIL =
      "no\nmemtracer: all is well\r\u001b[2J\u202e" + "x".repeat(5000);

  private static final WrittenListener IGNORED =
      new WrittenListener() {
        @Override
        public void onEntry(final WrittenEntry entry) {}

        @Override
        public void onContent(final long offset, final ByteBuffer bytes) {}
      };

  @TempDir private Path directory;
  private ServerSocketChannel server;
  private SocketChannel guest;
  private AgentChannel channel;

  @BeforeEach
  void listen() throws IOException {
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(directory.resolve("socket")));
    connect(SOON);
  }

  private void connect(final Duration patience) throws IOException {
    guest = SocketChannel.open(server.getLocalAddress());
    channel = AgentChannel.of(server.accept(), patience, AgentListener.ignoring());
  }

  @AfterEach
  void close() throws IOException {
    hangUp();
    server.close();
  }

  private void hangUp() throws IOException {
    channel.close();
    guest.close();
  }

  private void say(final int type, final ByteBuffer payload) throws IOException {
    final ByteBuffer[] frame = {AgentFrames.header(type, payload.remaining()), payload};
    while (frame[0].hasRemaining() || frame[1].hasRemaining()) {
      guest.write(frame);
    }
  }

  private static ByteBuffer text(final String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private TraceException failure() {
    return assertThrows(TraceException.class, () -> channel.awaitExit(SOON));
  }

  @Test
  void takesAnErrorAfterTheStartForTheGuestsFailure() throws IOException {
    channel.go();
    say(AgentFrames.ERROR, text(EVIL));
    final TraceException failure = failure();
    assertEquals(ErrorCategory.GUEST, failure.category());
    assertTrue(
        failure
            .getMessage()
            .startsWith(
                "the guest's agent says that it failed: 'no memtracer: all is well??[2J?xxx"),
        failure.getMessage());
    assertTrue(failure.getMessage().endsWith("x...'"), failure.getMessage());
    assertTrue(failure.getMessage().length() < 400, failure.getMessage());
  }

  @Test
  void showsAnErrorBeforeTheStartAsOneLine() throws IOException {
    say(AgentFrames.ERROR, text("/no/such: not there\n"));
    final TraceException failure = failure();
    assertEquals(ErrorCategory.USER, failure.category());
    assertEquals("/no/such: not there", failure.getMessage());
  }

  @Test
  void believesOnlyOfAProgramNotHeardOfThatItCannotRun() throws IOException {
    channel.go();
    say(AgentFrames.REFUSED, text("Exec format error"));
    assertEquals("the guest can't run the workload: 'Exec format error'", failure().getMessage());
    assertEquals(ErrorCategory.USER, failure().category());
    hangUp();
    connect(SOON);
    channel.go();
    say(AgentFrames.STDOUT, text("hello"));
    say(AgentFrames.REFUSED, text("Exec format error"));
    assertEquals(ErrorCategory.GUEST, failure().category());
  }

  @Test
  void refusesEndsThatCannotBe() throws IOException {
    for (final int[] end :
        List.of(
            new int[] {1, Integer.MAX_VALUE},
            new int[] {1, 0},
            new int[] {0, 256},
            new int[] {0, -1},
            new int[] {7, 0})) {
      channel.go();
      say(AgentFrames.EXIT, AgentFrames.allocate(8).putInt(end[0]).putInt(end[1]).flip());
      assertEquals(ErrorCategory.GUEST, failure().category());
      hangUp();
      connect(SOON);
    }
  }

  @Test
  void givesUpAGuestThatTakesNothing() throws IOException {
    hangUp();
    connect(Duration.ofMillis(200));
    final Path program = directory.resolve("program");
    try (java.io.RandomAccessFile file = new java.io.RandomAccessFile(program.toFile(), "rw")) {
      file.setLength(64L << 20);
    }
    final TraceException failure =
        assertThrows(
            TraceException.class,
            () -> channel.load(RunRequest.ofHostFile(program, List.of()), SOON));
    assertEquals(ErrorCategory.GUEST, failure.category());
    assertEquals(
        "the guest's agent took nothing of what was sent to it within 0.2 s: is QEMU suspended?",
        failure.getMessage());
  }

  /** Whatever comes, the run ends with one of the two, and says nothing in the guest's way. */
  @Test
  @ExtendWith(SeededRandom.class)
  void survivesAnyFrames(final Random random) throws IOException {
    for (int sent = 0; sent < FRAMES; sent += FRAMES_PER_RUN) {
      hangUp();
      connect(SOON);
      if (random.nextInt(4) > 0) {
        channel.go();
      }
      try {
        for (int i = 0; i < FRAMES_PER_RUN; i++) {
          sayAnything(random);
        }
        guest.close();
      } catch (IOException e) {
        // It was hung up on: that is how it should be.
        guest.close();
      }
      HarmlessEnd.require(() -> channel.awaitExit(SOON));
    }
  }

  /**
   * A whole conversation as an agent leads it, with a few bytes changed, left out or said again.
   */
  @Test
  @ExtendWith(SeededRandom.class)
  void survivesDamagedConversations(final Random random) throws IOException {
    for (int run = 0; run < CONVERSATIONS; run++) {
      hangUp();
      connect(SOON);
      final byte[] conversation = damaged(random, conversation());
      writeAll(conversation);
      HarmlessEnd.require(() -> channel.hello(SOON));
      HarmlessEnd.require(() -> channel.load(RunRequest.inGuest("sh", List.of()), SOON));
      HarmlessEnd.require(() -> channel.awaitExit(SOON));
      HarmlessEnd.require(() -> channel.written(IGNORED, true, SOON));
    }
  }

  /** Unless it is hung up on, which is how it should be. */
  private void writeAll(final byte[] bytes) throws IOException {
    try (SocketChannel writing = guest) {
      final ByteBuffer rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) {
        writing.write(rest);
      }
    } catch (IOException e) {
      assertFalse(guest.isOpen());
    }
  }

  private static byte[] conversation() {
    final ByteBuffer all = AgentFrames.allocate(1 << 16);
    add(all, AgentFrames.HELLO, text("kernel=6.1\nagent_version=3\n" + EVIL.repeat(2)));
    add(all, AgentFrames.HELD, AgentFrames.allocate(4).putInt(70).flip());
    add(all, AgentFrames.STDOUT, text("hello\n"));
    add(all, AgentFrames.STDERR, text("oops\n"));
    add(all, AgentFrames.TERMINAL, text("$ "));
    add(all, AgentFrames.EXIT, AgentFrames.allocate(8).putInt(0).putInt(3).flip());
    final ByteBuffer entry = AgentFrames.allocate(100).putInt(0100644).putLong(5).putLong(1);
    add(all, AgentFrames.ENTRY, entry.put(text("/tmp/" + EVIL.substring(0, 20))).flip());
    add(all, AgentFrames.CONTENT, AgentFrames.allocate(20).putLong(0).put(text("12345")).flip());
    add(all, AgentFrames.WRITTEN, AgentFrames.allocate(24).putLong(1).putLong(5).putLong(0).flip());
    final byte[] bytes = new byte[all.flip().remaining()];
    all.get(bytes);
    return bytes;
  }

  private static void add(final ByteBuffer to, final int type, final ByteBuffer payload) {
    to.put(AgentFrames.header(type, payload.remaining())).put(payload);
  }

  private static byte[] damaged(final Random random, final byte[] bytes) {
    byte[] result = bytes;
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      final int at = random.nextInt(result.length);
      final int end = Math.min(result.length, at + 1 + random.nextInt(40));
      switch (random.nextInt(4)) {
        case 0 -> result = joined(Arrays.copyOf(result, at), tail(result, end));
        case 1 -> result = joined(Arrays.copyOf(result, end), tail(result, at));
        case 2 -> result[at] = (byte) random.nextInt();
        default -> result[at] ^= (byte) (1 << random.nextInt(8));
      }
    }
    return result;
  }

  private static byte[] tail(final byte[] bytes, final int from) {
    return Arrays.copyOfRange(bytes, from, bytes.length);
  }

  private static byte[] joined(final byte[] first, final byte[] second) {
    final byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both.length == 0 ? new byte[1] : both;
  }

  private void sayAnything(final Random random) throws IOException {
    final byte[] bytes =
        new byte[random.nextInt(4) == 0 ? random.nextInt(9000) : random.nextInt(20)];
    random.nextBytes(bytes);
    final int type = random.nextInt(3) == 0 ? random.nextInt(256) : 16 + random.nextInt(8);
    switch (random.nextInt(4)) {
      case 0 -> guest.write(ByteBuffer.wrap(bytes));
      case 1 ->
          say(
              AgentFrames.EXIT,
              AgentFrames.allocate(8).putInt(random.nextInt(3)).putInt(random.nextInt()).flip());
      case 2 -> say(type, text(EVIL.substring(random.nextInt(EVIL.length()))));
      default -> say(type, ByteBuffer.wrap(bytes));
    }
  }
}
