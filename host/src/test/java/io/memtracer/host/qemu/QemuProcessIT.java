package io.memtracer.host.qemu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.host.posix.Posix;
import io.memtracer.host.qemu.monitor.Qmp;
import io.memtracer.host.status.ErrorCategory;
import io.memtracer.host.status.TraceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With the real QEMU, but a machine that has nothing in it. */
@Timeout(60)
final class QemuProcessIT {

  private static final Duration READY = Duration.ofSeconds(30);
  private static final List<String> EMPTY_MACHINE =
      List.of("-nodefaults", "-no-user-config", "-display", "none", "-machine", "none");

  @TempDir Path temporary;
  private RunDirectory run;

  @BeforeEach
  void makeRunDirectory() {
    run = RunDirectory.create(Map.of("TMPDIR", temporary.toString()));
  }

  @AfterEach
  void removeRunDirectory() {
    run.close();
    assertFalse(Files.exists(run.path()));
  }

  @Test
  void stopsAndContinues() {
    try (QemuProcess qemu = start()) {
      final Qmp qmp = qemu.awaitReady(READY);
      assertEquals("running", qmp.queryStatus());
      qmp.stop();
      assertEquals("paused", qmp.queryStatus());
      qmp.cont();
      assertEquals("running", qmp.queryStatus());
    }
  }

  @Test
  void leavesNoProcessAndNoSocketWhenClosed() {
    final QemuProcess qemu = start();
    qemu.awaitReady(READY);
    qemu.close();
    assertFalse(qemu.isAlive());
    assertFalse(Posix.kill(qemu.pid(), 0));
    assertFalse(Files.exists(run.socket("qmp.sock")));
    qemu.close();
    assertEquals(0, qemu.onExit().join().status());
  }

  @Test
  void endsAProcessWhoseMonitorWasNeverOpened() {
    final QemuProcess qemu = start();
    qemu.close();
    assertFalse(qemu.isAlive());
  }

  @Test
  void endsAProcessThatDoesNotAnswer() {
    final QemuProcess qemu = start();
    qemu.awaitReady(READY);
    final int sigstop = 19;
    assertTrue(Posix.kill(qemu.pid(), sigstop));
    qemu.close();
    assertFalse(qemu.isAlive());
    assertEquals(137, qemu.onExit().join().status());
  }

  @Test
  void endsAProcessThoughItsThreadIsInterrupted() {
    final QemuProcess qemu = start();
    qemu.awaitReady(READY);
    Thread.currentThread().interrupt();
    qemu.close();
    assertTrue(Thread.interrupted());
    assertFalse(qemu.isAlive());
  }

  @Test
  void quotesQemuWhenItRefusesAnOption() {
    try (QemuProcess qemu = start("-device", "no-such-device")) {
      final TraceException e = assertThrows(TraceException.class, () -> qemu.awaitReady(READY));
      assertEquals(ErrorCategory.GUEST, e.category());
      assertTrue(e.getMessage().contains("QEMU ended with status 1"), e.getMessage());
      assertTrue(e.getMessage().contains("'no-such-device' is not a valid device"), e.getMessage());
    }
  }

  @Test
  void quotesQemuWhenItRefusesAnOptionBeforeItOpensItsMonitor() {
    try (QemuProcess qemu = start("-no-such-option")) {
      final TraceException e = assertThrows(TraceException.class, () -> qemu.awaitReady(READY));
      assertTrue(e.getMessage().startsWith("QEMU did not start: QEMU ended"), e.getMessage());
      assertTrue(e.getMessage().contains("-no-such-option: invalid option"), e.getMessage());
    }
  }

  @Test
  void failsWhatIsPendingWhenQemuIsKilled() throws Exception {
    try (QemuProcess qemu = start()) {
      final Qmp qmp = qemu.awaitReady(READY);
      final int sigstop = 19;
      Posix.kill(qemu.pid(), sigstop);
      final CompletableFuture<String> pending = CompletableFuture.supplyAsync(qmp::queryStatus);
      final long killed = System.nanoTime();
      Posix.kill(qemu.pid(), Posix.SIGKILL);
      final ExecutionException e =
          assertThrows(ExecutionException.class, () -> pending.get(10, TimeUnit.SECONDS));
      final long noticedMillis = (System.nanoTime() - killed) / 1_000_000;
      assertTrue(noticedMillis < 1000, noticedMillis + " ms");
      assertTrue(
          e.getCause().getMessage().contains("QEMU ended with signal 9 (SIGKILL) after"),
          e.getCause().getMessage());
      final TraceException later = assertThrows(TraceException.class, qmp::stop);
      assertTrue(later.getMessage().contains("signal 9 (SIGKILL)"), later.getMessage());
    }
  }

  @Test
  void tellsEvents() throws Exception {
    try (QemuProcess qemu = start()) {
      final Qmp qmp = qemu.awaitReady(READY);
      final BlockingQueue<String> events = new LinkedBlockingQueue<>();
      qmp.addListener((name, data) -> events.add(name));
      qmp.stop();
      assertEquals("STOP", events.poll(10, TimeUnit.SECONDS));
      qmp.cont();
      assertEquals("RESUME", events.poll(10, TimeUnit.SECONDS));
    }
  }

  @Test
  void quotesQemuWhenItRefusesACommand() {
    try (QemuProcess qemu = start()) {
      final Qmp qmp = qemu.awaitReady(READY);
      final TraceException refused =
          assertThrows(TraceException.class, () -> qmp.execute("no-such", Qmp.arguments(), READY));
      assertEquals(
          "QEMU refused 'no-such': The command no-such has not been found (CommandNotFound)",
          refused.getMessage());
      final TraceException snapshot =
          assertThrows(TraceException.class, () -> qmp.saveSnapshot("no\"ne"));
      assertTrue(
          snapshot.getMessage().startsWith("QEMU refused 'savevm \"no\\\"ne\"': "),
          snapshot.getMessage());
      assertThrows(TraceException.class, () -> qmp.hmp("nonsense", READY));
      assertTrue(qmp.hmp("info version", READY).contains("."));
    }
  }

  @Test
  void findsTheInstalledQemu() {
    final QemuBinary qemu = QemuLocator.ofEnvironment().locate(Optional.empty());
    assertTrue(qemu.version().compareTo(QemuVersion.MINIMUM) >= 0);
    assertNotNull(qemu.image().orElseThrow());
    assertEquals(
        qemu.version(),
        QemuLocator.ofEnvironment().locate(Optional.of(qemu.executable().getParent())).version());
  }

  private QemuProcess start(final String... more) {
    final List<String> arguments = new ArrayList<>(EMPTY_MACHINE);
    arguments.addAll(List.of(more));
    return QemuProcess.start(QemuLocator.ofEnvironment().locate(Optional.empty()), arguments, run);
  }
}
