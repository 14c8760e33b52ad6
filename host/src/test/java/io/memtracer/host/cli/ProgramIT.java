package io.memtracer.host.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.host.posix.Posix;
import io.memtracer.host.posix.ProcessStat;
import io.memtracer.host.session.TestWorkloads;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The program as a process of its own: signals, deaths and closed streams leave nothing behind. */
@Timeout(60)
final class ProgramIT {

  private static final String ENDLESS = "echo started; while :; do :; done";

  @TempDir Path temporary;
  private TestProgram home;
  private Process program;
  private BufferedReader lines;
  private final StringBuilder heard = new StringBuilder();

  @BeforeEach
  void makeHome() throws IOException {
    home = TestProgram.in(temporary);
  }

  @AfterEach
  void endProgram() {
    program.descendants().forEach(ProcessHandle::destroyForcibly);
    program.destroyForcibly();
  }

  @Test
  void reportsAndLeavesNothingAfterCtrlC() throws Exception {
    trace("/bin/sh", "-c", ENDLESS);
    hear("started");
    final ProcessHandle qemu = qemu();
    Posix.kill(program.pid(), Posix.SIGINT);
    assertEquals(130, end());
    assertTrue(heard("was interrupted"), heard.toString());
    assertTrue(heard("records: "), heard.toString());
    assertFalse(isRunning(qemu));
    assertEquals(List.of(), runs());
  }

  @Test
  void leavesNothingWhenTerminatedWhileTheGuestIsRestored() throws Exception {
    trace("/bin/sh", "-c", ENDLESS);
    hear("memtracer: restoring");
    Posix.kill(program.pid(), Posix.SIGTERM);
    assertEquals(143, end());
    assertTrue(
        heard("memtracer: the run was interrupted: there is nothing to report"), heard.toString());
    assertFalse(heard("\tat "), heard.toString());
    assertEquals(List.of(), runs());
  }

  /**
   * One that has ended may still wait for its parent, which is another since its own was killed.
   */
  private static boolean isRunning(final ProcessHandle process) {
    return ProcessStat.of(process.pid()).filter(stat -> !stat.hasEnded()).isPresent();
  }

  @ParameterizedTest
  @CsvSource({"ring, 1", "fifo, 0"})
  void sweepsUpAfterARunThatWasKilled(final String transport, final int inMemory) throws Exception {
    final List<String> options =
        List.of("--analyzer", "kernel-user-split", "--transport", transport);
    trace(options, "/bin/sh", "-c", ENDLESS);
    hear("started");
    final ProcessHandle qemu = qemu();
    final long killed = program.pid();
    Posix.kill(killed, Posix.SIGKILL);
    assertEquals(137, end());
    assertEquals(1, runs().size());
    assertEquals(inMemory, runsInMemory(killed));
    trace(options, "/bin/true");
    assertEquals(0, end());
    assertFalse(isRunning(qemu));
    assertEquals(List.of(), runs());
    assertEquals(0, runsInMemory(killed));
    assertEquals(0, runsInMemory(program.pid()));
  }

  @Test
  void tellsThatQemuWasKilled() throws Exception {
    trace("/bin/sh", "-c", ENDLESS);
    hear("started");
    qemu().destroyForcibly();
    assertEquals(5, end());
    assertTrue(heard("INCOMPLETE: QEMU ended with signal 9 (SIGKILL)"), heard.toString());
    assertEquals(List.of(), runs());
  }

  @Test
  void tellsThatTheGuestPanicked() throws Exception {
    trace("/bin/sh", "-c", "echo c > /proc/sysrq-trigger");
    assertEquals(5, end());
    assertTrue(heard("INCOMPLETE: the guest's kernel panicked: "), heard.toString());
    assertEquals(List.of(), runs());
  }

  @Test
  void endsWhenNobodyReadsItsOutput() throws Exception {
    trace("/bin/sh", "-c", "while :; do echo started; done");
    hear("started");
    lines.close();
    assertTrue(program.waitFor(20, TimeUnit.SECONDS));
    assertEquals(141, program.exitValue());
    assertEquals(List.of(), runs());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void leavesNoToolWhenInterruptedWhileItGetsReady(final boolean beside) throws Exception {
    final String tool = TestWorkloads.fakeTool("never-ready").toAbsolutePath().toString();
    final List<String> listeners = new ArrayList<>(List.of("--tool", tool));
    if (beside) {
      listeners.addAll(List.of("--analyzer", "kernel-user-split"));
    }
    trace(listeners, "/bin/true");
    final ProcessHandle started = awaitDescendant(tool);
    Posix.kill(program.pid(), Posix.SIGINT);
    assertEquals(130, end());
    assertFalse(isRunning(started));
    assertEquals(List.of(), runs());
  }

  @Test
  void takesItsToolAlongWhenKilled() throws Exception {
    final String tool = TestWorkloads.fakeTool("never-ready").toAbsolutePath().toString();
    trace(List.of("--tool", tool), "/bin/true");
    final ProcessHandle started = awaitDescendant(tool);
    Posix.kill(program.pid(), Posix.SIGKILL);
    assertEquals(137, end());
    assertFalse(started.onExit().get(10, TimeUnit.SECONDS).isAlive());
  }

  private ProcessHandle awaitDescendant(final String command) {
    while (true) {
      final Optional<ProcessHandle> found =
          program
              .descendants()
              .filter(process -> process.info().command().orElse("").equals(command))
              .findFirst();
      if (found.isPresent()) {
        return found.get();
      }
      Thread.onSpinWait();
    }
  }

  private void trace(final String... workload) throws IOException {
    trace(List.of("--analyzer", "kernel-user-split"), workload);
  }

  private void trace(final List<String> listeners, final String... workload) throws IOException {
    final List<String> arguments = new ArrayList<>(List.of("trace"));
    arguments.addAll(listeners);
    arguments.addAll(List.of("--in-guest", "--"));
    arguments.addAll(List.of(workload));
    final ProcessBuilder builder = home.builder(home.line(List.of(), arguments));
    builder.redirectInput(new File("/dev/null"));
    program = builder.start();
    lines =
        new BufferedReader(new InputStreamReader(program.getInputStream(), StandardCharsets.UTF_8));
    heard.setLength(0);
  }

  /** Waits for a line that begins so. */
  private void hear(final String beginning) throws IOException {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      heard.append(line).append('\n');
      if (line.startsWith(beginning)) {
        return;
      }
    }
    throw new AssertionError("never said '" + beginning + "', but: " + heard);
  }

  /** Waits for the program's end. */
  private int end() throws IOException, InterruptedException {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      heard.append(line).append('\n');
    }
    return program.waitFor();
  }

  private boolean heard(final String words) {
    return heard.indexOf(words) >= 0;
  }

  private ProcessHandle qemu() {
    return program
        .children()
        .filter(child -> child.info().command().orElse("").contains("qemu-system"))
        .findFirst()
        .orElseThrow();
  }

  private List<Path> runs() throws IOException {
    return entries(temporary.resolve("memtracer-" + Posix.effectiveUserId()), "*");
  }

  /** Where the rings of a process are. */
  private static int runsInMemory(final long pid) throws IOException {
    final Path base = Path.of("/dev/shm/memtracer-" + Posix.effectiveUserId());
    return Files.exists(base) ? entries(base, "run-*-" + pid + "-*").size() : 0;
  }

  private static List<Path> entries(final Path directory, final String glob) throws IOException {
    final List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, glob)) {
      entries.forEach(found::add);
    }
    return found;
  }
}
