package io.memtracer.host.guest.agent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.host.status.ErrorCategory;
import io.memtracer.host.status.TraceException;
import io.memtracer.host.status.WorkloadExit;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With the real agent, but without a guest around it. */
@Timeout(60)
final class AgentChannelTest {

  private static final Duration SOON = Duration.ofSeconds(10);
  private static final int KILLED = 128 + 9;

  @TempDir Path directory;
  private final CollectedOutput output = new CollectedOutput();
  private AgentChannel channel;
  private Process agent;

  @BeforeEach
  void startAgent() throws IOException {
    final Path socket = directory.resolve("agent.sock");
    final Path programs = Files.createDirectory(directory.resolve("programs"));
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      agent =
          new ProcessBuilder(
                  BuiltAgent.agent().toString(),
                  "--socket",
                  socket.toString(),
                  "--dir",
                  programs.toString())
              .inheritIO()
              .start();
      channel = AgentChannel.of(server.accept(), SOON, output);
    }
  }

  @AfterEach
  void endAgent() throws Exception {
    channel.close();
    final int status = agent.waitFor();
    assertTrue(status == 0 || status == KILLED, () -> "status " + status);
  }

  private void load(final String... arguments) {
    channel.load(RunRequest.ofHostFile(BuiltAgent.workload(), List.of(arguments)), SOON);
  }

  private WorkloadExit runToEnd() {
    channel.go();
    return channel.awaitExit(SOON);
  }

  private static WorkloadExit exited(final int status) {
    return new WorkloadExit(WorkloadExit.How.EXITED, status);
  }

  private static WorkloadExit signalled(final int number) {
    return new WorkloadExit(WorkloadExit.How.SIGNALLED, number);
  }

  @Test
  void tellsAboutTheGuest() {
    final GuestFacts facts = channel.hello(SOON);
    assertEquals("x86_64", facts.value("machine"));
    assertEquals("5", facts.value("agent_version"));
    assertEquals("unknown", facts.value("colour"));
  }

  @Test
  void keepsOutputApartAndTellsTheExitStatus() {
    load("both");
    assertEquals(exited(0), runToEnd());
    assertEquals("to stdout", output.out());
    assertEquals("to stderr", output.err());
  }

  @Test
  void passesArgumentsUnchanged() {
    load("args", "", "two  words", "$(reboot);`x`", "ünïcode");
    assertEquals(exited(0), runToEnd());
    assertEquals("[]\n[two  words]\n[$(reboot);`x`]\n[ünïcode]\n", output.out());
  }

  @Test
  void givesAProgramATerminalOfTheWantedSize() {
    channel.load(
        new RunRequest(
            "sh",
            Optional.empty(),
            List.of("-c", "trap 'stty size; exit' WINCH; stty size; while :; do sleep 0.01; done"),
            false,
            Surroundings.ofGuest(),
            RunRequest.Preparation.NONE,
            Optional.of(new TerminalWish(new TerminalSize(20, 300), true, true))),
        SOON);
    channel.go();
    output.awaitOut("20 300\r\n");
    channel.resize(new TerminalSize(21, 301));
    assertEquals(exited(0), channel.awaitExit(SOON));
    assertEquals("20 300\r\n21 301\r\n", output.out());
  }

  @Test
  void tellsFilesOneAfterAnother() throws IOException {
    load("exit", "0");
    assertEquals(exited(0), runToEnd());
    final Path written = directory.resolve("perf.map");
    writeLater(written, "10 10 a\n");
    assertEquals(Optional.of("10 10 a\n"), told(FileRequest.written(written.toString(), 8)));
    assertEquals(Optional.empty(), told(FileRequest.written(written.toString(), 7)));
    assertEquals(Optional.empty(), told(FileRequest.unchanged(written.toString(), 8)));
    assertEquals(Optional.empty(), told(FileRequest.unchanged("/no/such/file", 8)));
    final Path before = Path.of("/etc/passwd");
    assertEquals(
        Optional.of(Files.readString(before)),
        told(FileRequest.unchanged(before.toString(), 1 << 20)));
  }

  /**
   * Files have the time of the last tick: that is to be behind the time of which runs were told.
   */
  private static void writeLater(final Path file, final String contents) throws IOException {
    final Instant now = Instant.now();
    do {
      Files.writeString(file, contents);
    } while (((FileTime) Files.getAttribute(file, "unix:ctime")).toInstant().isBefore(now));
  }

  private Optional<String> told(final FileRequest file) {
    final StringBuilder contents = new StringBuilder();
    final boolean[] isThere = new boolean[1];
    channel.file(
        file,
        new WrittenListener() {
          @Override
          public void onEntry(final WrittenEntry entry) {
            isThere[0] = entry.isRegular();
          }

          @Override
          public void onContent(final long offset, final ByteBuffer bytes) {
            assertEquals(contents.length(), offset);
            contents.append(StandardCharsets.UTF_8.decode(bytes));
          }
        },
        SOON);
    return isThere[0] ? Optional.of(contents.toString()) : Optional.empty();
  }

  @Test
  void tellsExitStatusAndSignal() {
    load("exit", "42");
    assertEquals(exited(42), runToEnd());
  }

  @Test
  void tellsTheSignalThatKilledIt() {
    load("signal", "11");
    assertEquals(signalled(11), runToEnd());
  }

  @Test
  void feedsMoreInputThanTheWindow() {
    final byte[] bytes = new byte[5 * AgentFrames.STDIN_WINDOW_BYTES + 1];
    new Random(1).nextBytes(bytes);
    load("cat");
    channel.feed(new ByteArrayInputStream(bytes));
    assertEquals(exited(0), runToEnd());
    assertArrayEquals(bytes, output.outBytes());
  }

  @Test
  void killsAProgramThatNeverReadsItsInput() {
    load("sleep");
    channel.feed(new ByteArrayInputStream(new byte[4 * AgentFrames.STDIN_WINDOW_BYTES]));
    channel.go();
    channel.kill();
    assertEquals(signalled(9), channel.awaitExit(SOON));
  }

  @Test
  void refusesAProgramThatIsNotThere() {
    final TraceException failure =
        assertThrows(
            TraceException.class,
            () -> channel.load(RunRequest.inGuest("/no/such", List.of()), SOON));
    assertEquals("/no/such: No such file or directory in the guest", failure.getMessage());
    assertEquals(ErrorCategory.USER, failure.category());
  }

  @Test
  void refusesAHostFileThatIsNotThere() {
    final TraceException failure =
        assertThrows(
            TraceException.class,
            () -> channel.load(RunRequest.ofHostFile(Path.of("/no/such"), List.of()), SOON));
    assertEquals(
        "the workload must be a file that can be read, but /no/such isn't", failure.getMessage());
  }

  @Test
  void tellsWhyExecFailed() throws IOException {
    final Path text = Files.writeString(directory.resolve("bytes"), "no\0program\n");
    channel.load(RunRequest.ofHostFile(text, List.of()), SOON);
    final TraceException failure = assertThrows(TraceException.class, this::runToEnd);
    assertTrue(failure.getMessage().contains("Exec format error"), failure::getMessage);
  }

  @Test
  void saysWhenTheAgentIsGone() throws InterruptedException {
    load("sleep");
    agent.destroyForcibly().waitFor();
    final TraceException failure =
        assertThrows(TraceException.class, () -> channel.awaitExit(SOON));
    assertTrue(
        failure.getMessage().startsWith("the connection to the guest's agent is lost"),
        failure::getMessage);
    assertEquals(ErrorCategory.GUEST, failure.category());
  }

  @Test
  void saysWhenTheAgentIsTooSlow() {
    load("sleep");
    channel.go();
    final TraceException failure =
        assertThrows(TraceException.class, () -> channel.awaitExit(Duration.ofMillis(100)));
    assertEquals(
        "the guest's agent did not tell the workload's end within 0.1 s", failure.getMessage());
  }
}
