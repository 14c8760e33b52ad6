package io.memtracer.host.qemu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.host.Waiting;
import io.memtracer.host.posix.Fifo;
import io.memtracer.host.posix.Posix;
import io.memtracer.host.qemu.control.TraceWish;
import io.memtracer.host.ring.SharedRings;
import io.memtracer.host.status.Resources;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left when the process that traces is ended from outside, in the middle of a trace. */
@Timeout(120)
final class HostDeathIT {

  private static final String FIFO = "fifo";
  private static final String RING = "ring";
  private static final String UNTRACED = "untraced";

  @TempDir Path temporary;
  private Path rom;

  @BeforeEach
  void writeRom() throws IOException {
    rom = CountingRom.write(temporary.resolve("rom"), 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {FIFO, RING})
  void leavesNothingWhenTerminated(final String transport) throws Exception {
    final Process host = startHost(transport);
    final ProcessHandle qemu = qemuOf(host);
    Posix.kill(host.pid(), Posix.SIGTERM);
    assertTrue(host.waitFor(10, TimeUnit.SECONDS));
    assertEquals(128 + Posix.SIGTERM, host.exitValue());
    assertFalse(qemu.isAlive());
    assertEquals(0, runs());
  }

  @ParameterizedTest
  @ValueSource(strings = {FIFO, RING})
  void endsQemuWithinASecondWhenTheHostIsKilledThoughItStandsStill(final String transport)
      throws Exception {
    final Process host = startHost(transport);
    // Java's own handle calls a process alive until whoever it belongs to has asked about it.
    final ProcessIdentity qemu = ProcessIdentity.of(qemuOf(host).pid());
    try (Ticks ticks = Ticks.start()) {
      Posix.kill(host.pid(), Posix.SIGKILL);
      Waiting.until(() -> qemu.isDead());
      ticks.assertWithinASecond();
    }
    host.waitFor();
    assertEquals(1, runs());
    RunDirectory.create(environment()).close();
    assertEquals(0, runs());
  }

  @Test
  void endsAQemuWithoutThePluginAtTheNextStart() throws Exception {
    final Process host = startHost(UNTRACED);
    final ProcessHandle qemu = qemuOf(host);
    Posix.kill(host.pid(), Posix.SIGKILL);
    host.waitFor();
    assertTrue(qemu.isAlive());
    RunDirectory.create(environment()).close();
    assertEquals(0, runs());
    qemu.onExit().get(10, TimeUnit.SECONDS);
  }

  private Map<String, String> environment() {
    return Map.of("TMPDIR", temporary.toString());
  }

  private long runs() throws IOException {
    long count = 0;
    final Path base = temporary.resolve("memtracer-" + Posix.effectiveUserId());
    try (DirectoryStream<Path> runs = Files.newDirectoryStream(base)) {
      for (final Path run : runs) {
        assertTrue(run.getFileName().toString().startsWith("run-"));
        count++;
      }
    }
    return count;
  }

  private Process startHost(final String mode) throws IOException {
    final ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--add-opens",
            "java.base/jdk.internal.misc=ALL-UNNAMED",
            "-Xmx64m",
            "-cp",
            System.getProperty("java.class.path"),
            Host.class.getName(),
            mode,
            rom.toString(),
            VirtualMachineIT.pluginLibrary().toString());
    builder.environment().put("TMPDIR", temporary.toString());
    builder.environment().remove("XDG_RUNTIME_DIR");
    return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static ProcessHandle qemuOf(final Process host) throws IOException {
    final BufferedReader reader =
        new BufferedReader(new InputStreamReader(host.getInputStream(), StandardCharsets.UTF_8));
    return ProcessHandle.of(Long.parseLong(reader.readLine())).orElseThrow();
  }

  /** The process that traces; nobody reads its records, so that QEMU stands still. */
  static final class Host {

    private static final Duration LONG = Duration.ofSeconds(60);

    private static final int RING_BYTES = 1 << 18;

    private Host() {}

    public static void main(final String[] arguments) throws Exception {
      final Resources resources = new Resources();
      final RunDirectory run = resources.add(RunDirectory.create());
      final MachineSpec machine = CountingRom.machine(Path.of(arguments[1]));
      final String transport = arguments[0];
      final VirtualMachine vm =
          resources.add(
              VirtualMachine.launch(
                  QemuLocator.ofEnvironment().locate(Optional.empty()),
                  machine,
                  launch(transport, resources, run, Path.of(arguments[2])),
                  run));
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    vm.kill();
                    resources.close();
                  }));
      vm.awaitReady(LONG);
      if (transport.equals(RING)) {
        resources.add(SharedRings.open(run.file(RING), List.of(0), () -> true, 0));
      }
      if (!transport.equals(UNTRACED)) {
        vm.arm(TraceWish.ALL, () -> {});
        Waiting.until(() -> vm.counters().fullWaits() != 0);
      }
      System.out.println(vm.process().pid());
      vm.onExit().join();
    }

    private static LaunchSpec launch(
        final String transport,
        final Resources resources,
        final RunDirectory run,
        final Path library) {
      return switch (transport) {
        case FIFO -> {
          final Fifo fifo = resources.add(Fifo.create(run.file(FIFO), 1 << 16));
          yield LaunchSpec.EMPTY.withPlugin(PluginSpec.withFifo(library, fifo.path()));
        }
        case RING ->
            LaunchSpec.EMPTY.withPlugin(
                PluginSpec.withRing(library, run.file(RING), RING_BYTES, 0, 0));
        default -> LaunchSpec.EMPTY;
      };
    }
  }
}
