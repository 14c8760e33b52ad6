package io.memtracer.host.guest.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.host.status.ErrorCategory;
import io.memtracer.host.status.TraceException;
import io.memtracer.host.status.WorkloadExit;
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
  private static final String EVIL =
      "no\nmemtracer: all is well\r\u001b[2J\u202e" + "x".repeat(5000);

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
      requireAnEnd();
    }
  }

  private void requireAnEnd() {
    try {
      final WorkloadExit exit = channel.awaitExit(SOON);
      assertTrue(exit.code() >= 0 && exit.code() <= 255, exit::toString);
    } catch (TraceException e) {
      assertTrue(
          e.category() == ErrorCategory.GUEST || e.category() == ErrorCategory.USER, e::toString);
      assertFalse(e.getMessage().matches("(?s).*[\\p{Cntrl}\\p{Cf}].*"), e::toString);
      assertTrue(e.getMessage().length() < 5000, e::toString);
    }
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
