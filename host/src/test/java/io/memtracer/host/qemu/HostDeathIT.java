package io.memtracer.host.qemu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.host.posix.Fifo;
import io.memtracer.host.posix.Posix;
import io.memtracer.host.status.Resources;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is left when the process that traces is ended from outside, in the middle of a trace. */
@Timeout(120)
final class HostDeathIT {

  @TempDir Path temporary;
  private Path rom;

  @BeforeEach
  void writeRom() throws IOException {
    rom = CountingRom.write(temporary.resolve("rom"), 0);
  }

  @Test
  void leavesNothingWhenTerminated() throws Exception {
    final Process host = startHost("with-plugin");
    final ProcessHandle qemu = qemuOf(host);
    Posix.kill(host.pid(), Posix.SIGTERM);
    assertTrue(host.waitFor(10, TimeUnit.SECONDS));
    assertEquals(128 + Posix.SIGTERM, host.exitValue());
    assertFalse(qemu.isAlive());
    assertEquals(0, runs());
  }

  @Test
  void endsQemuWhenTheHostIsKilledThoughItStandsStill() throws Exception {
    final Process host = startHost("with-plugin");
    final ProcessHandle qemu = qemuOf(host);
    Posix.kill(host.pid(), Posix.SIGKILL);
    qemu.onExit().get(10, TimeUnit.SECONDS);
    assertEquals(1, runs());
    RunDirectory.create(environment()).close();
    assertEquals(0, runs());
  }

  @Test
  void endsAQemuWithoutThePluginAtTheNextStart() throws Exception {
    final Process host = startHost("without-plugin");
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

    private Host() {}

    public static void main(final String[] arguments) throws Exception {
      final Resources resources = new Resources();
      final RunDirectory run = resources.add(RunDirectory.create());
      final MachineSpec machine = CountingRom.machine(Path.of(arguments[1]));
      final boolean withPlugin = arguments[0].equals("with-plugin");
      final VirtualMachine vm =
          resources.add(
              VirtualMachine.launch(
                  QemuLocator.ofEnvironment().locate(Optional.empty()),
                  machine,
                  withPlugin ? traced(resources, run, arguments[2]) : LaunchSpec.EMPTY,
                  run));
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    vm.kill();
                    resources.close();
                  }));
      vm.awaitReady(LONG);
      if (withPlugin) {
        vm.arm(TraceWish.ALL, () -> {});
        while (vm.counters().fullWaits() == 0) {
          Thread.onSpinWait();
        }
      }
      System.out.println(vm.process().pid());
      vm.onExit().join();
    }

    private static LaunchSpec traced(
        final Resources resources, final RunDirectory run, final String library) {
      final Fifo fifo = resources.add(Fifo.create(run.file("fifo"), 1 << 16));
      return LaunchSpec.EMPTY.withPlugin(PluginSpec.withFifo(Path.of(library), fifo.path()));
    }
  }
}
