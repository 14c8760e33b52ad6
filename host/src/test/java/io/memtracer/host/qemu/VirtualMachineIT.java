package io.memtracer.host.qemu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.api.Sampling;
import io.memtracer.host.Waiting;
import io.memtracer.host.posix.Fifo;
import io.memtracer.host.posix.Posix;
import io.memtracer.host.qemu.control.PluginState;
import io.memtracer.host.qemu.control.TraceWish;
import io.memtracer.host.status.ErrorCategory;
import io.memtracer.host.status.InstructionCounts;
import io.memtracer.host.status.TraceCounters;
import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With the real QEMU and the real plugin, and a program whose every access is known. */
@Timeout(120)
final class VirtualMachineIT {

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final int RECORD_BYTES = 16;

  @TempDir Path temporary;
  private RunDirectory run;
  private Fifo fifo;

  @BeforeEach
  void makeRunDirectory() {
    run = RunDirectory.create(Map.of("TMPDIR", temporary.toString()));
    fifo = Fifo.create(run.file("fifo"), 1 << 20);
  }

  @AfterEach
  void removeRunDirectory() {
    fifo.close();
    run.close();
    assertFalse(Files.exists(run.path()));
  }

  @Test
  void tracesEveryAccessOnceAndCountsThemAll() throws Exception {
    final int passes = 300_001;
    final Reader reader = new Reader(fifo);
    try (VirtualMachine machine = launch(passes)) {
      machine.awaitReady(LONG);
      machine.arm(TraceWish.ALL, () -> {});
      assertEquals(PluginState.ARMED, machine.control().state());
      machine.control().awaitIdle(LONG, machine::requireAlive);
      final TraceCounters counters = machine.disarm();
      assertEquals(2L * passes, counters.seen());
      assertEquals(2L * passes, counters.traced());
      assertEquals(2L * passes, counters.written());
      assertEquals(0, counters.dropped());
      assertEquals(counters, machine.counters());
      fifo.releaseWriter();
    }
    reader.awaitEnd();
    assertEquals(passes, reader.loads);
    assertEquals(passes, reader.stores);
    assertEquals(0, reader.strangers);
  }

  @Test
  void samplesAsAsked() throws Exception {
    final int passes = 102_400;
    final Reader reader = new Reader(fifo);
    try (VirtualMachine machine = launch(passes)) {
      machine.awaitReady(LONG);
      machine.arm(new TraceWish(true, false, new Sampling(4, 3), false), () -> {});
      machine.control().awaitIdle(LONG, machine::requireAlive);
      final TraceCounters counters = machine.disarm();
      assertEquals(2L * passes, counters.seen());
      assertEquals(2L * passes / 8, counters.written());
      fifo.releaseWriter();
    }
    reader.awaitEnd();
    assertEquals(2L * passes / 8, reader.loads + reader.stores);
  }

  @Test
  void countsNothingWhenOnlyUserCodeIsAskedForAndThereIsNone() {
    try (VirtualMachine machine = launch(1000)) {
      machine.awaitReady(LONG);
      machine.arm(new TraceWish(true, true, Sampling.ALL, false), () -> {});
      machine.control().awaitIdle(LONG, machine::requireAlive);
      assertEquals(TraceCounters.ZERO.with(new InstructionCounts(-1, -1, -1, 0)), machine.disarm());
    }
  }

  @Test
  void dropsAndCountsWhatNobodyReads() {
    final int passes = 500_000;
    try (VirtualMachine machine = launch(passes)) {
      machine.awaitReady(LONG);
      machine.arm(new TraceWish(true, false, Sampling.ALL, true), () -> {});
      machine.control().awaitIdle(LONG, machine::requireAlive);
      final TraceCounters counters = machine.disarm();
      assertEquals(2L * passes, counters.traced());
      assertEquals(fifo.bytesWaiting(), counters.written() * RECORD_BYTES);
      assertEquals(counters.traced(), counters.written() + counters.dropped());
      assertTrue(counters.dropped() > 0);
    }
  }

  @Test
  void endsAMachineThatStandsStillBecauseNobodyReads() {
    final VirtualMachine machine = launch(0);
    final long start;
    try (machine) {
      machine.awaitReady(LONG);
      machine.arm(TraceWish.ALL, () -> {});
      Waiting.until(() -> machine.counters().fullWaits() != 0);
      start = System.nanoTime();
    }
    final long millis = (System.nanoTime() - start) / 1_000_000;
    assertTrue(millis < 2000, millis + " ms");
    assertEquals(0, machine.onExit().join().status());
  }

  @Test
  void failsTheStepUnderWayWhenKilledByAnotherThread() throws Exception {
    try (VirtualMachine machine = launch(0)) {
      machine.awaitReady(LONG);
      machine.arm(TraceWish.ALL, () -> {});
      Waiting.until(() -> machine.counters().fullWaits() != 0);
      final CompletableFuture<TraceCounters> step = CompletableFuture.supplyAsync(machine::disarm);
      final long start = System.nanoTime();
      machine.kill();
      final TraceException e =
          (TraceException)
              assertThrows(Exception.class, () -> step.get(10, TimeUnit.SECONDS)).getCause();
      assertTrue(System.nanoTime() - start < Duration.ofSeconds(2).toNanos());
      assertEquals(ErrorCategory.GUEST, e.category());
      assertTrue(e.getMessage().contains("signal 9 (SIGKILL)"), e.getMessage());
    }
  }

  @Test
  void keepsTheCountersOfAQemuThatWasKilled() throws Exception {
    final Reader reader = new Reader(fifo);
    try (VirtualMachine machine = launch(0)) {
      machine.awaitReady(LONG);
      machine.arm(TraceWish.ALL, () -> {});
      fifo.releaseWriter();
      Waiting.until(() -> machine.counters().written() >= 100_000);
      Posix.kill(machine.process().pid(), Posix.SIGKILL);
      reader.awaitEnd();
      machine.onExit().get(10, TimeUnit.SECONDS);
      final TraceException e = assertThrows(TraceException.class, machine::disarm);
      assertTrue(e.getMessage().contains("signal 9 (SIGKILL)"), e.getMessage());
      assertTrue(machine.counters().written() >= 100_000);
      assertEquals(0, reader.strangers);
    }
  }

  @Test
  void quotesThePluginWhenItRefusesItsOptions() {
    final PluginSpec plugin = new PluginSpec(pluginLibrary(), Map.of("colour", "blue"));
    try (VirtualMachine machine =
        VirtualMachine.launch(qemu(), rom(1), LaunchSpec.EMPTY.withPlugin(plugin), run)) {
      final TraceException e = assertThrows(TraceException.class, () -> machine.awaitReady(LONG));
      assertTrue(e.getMessage().contains("unknown option 'colour'"), e.getMessage());
    }
  }

  private VirtualMachine launch(final int passes) {
    return VirtualMachine.launch(
        qemu(),
        rom(passes),
        LaunchSpec.EMPTY.withPlugin(PluginSpec.withFifo(pluginLibrary(), fifo.path())),
        run);
  }

  private MachineSpec rom(final int passes) {
    try {
      return CountingRom.machine(CountingRom.write(temporary.resolve("rom"), passes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static QemuBinary qemu() {
    return QemuLocator.ofEnvironment().locate(Optional.empty());
  }

  static Path pluginLibrary() {
    final Path builds = Path.of("..", "qemu-gmbeoo", "build").toAbsolutePath().normalize();
    return new PluginBuilds(builds).choose(qemu()).library();
  }

  /** Reads all records of the counting program. */
  private static final class Reader {

    private final CompletableFuture<Void> end;
    private long loads;
    private long stores;
    private long strangers;

    Reader(final Fifo fifo) throws IOException {
      final FileChannel channel = FileChannel.open(fifo.path());
      end = CompletableFuture.runAsync(() -> read(channel), task -> new Thread(task).start());
    }

    private void read(final FileChannel channel) {
      final ByteBuffer records = ByteBuffer.allocateDirect(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
      try (channel) {
        while (channel.read(records) >= 0) {
          records.flip();
          while (records.remaining() >= RECORD_BYTES) {
            count(records.getLong(), records.getLong());
          }
          records.compact();
        }
        strangers += records.position();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void count(final long word, final long address) {
      final boolean fourBytesInKernelMode = (word & 0xC7) == 2 && word < 0;
      if (address != CountingRom.ADDRESS || !fourBytesInKernelMode) {
        strangers++;
      } else if ((word & 0x20) != 0) {
        stores++;
      } else {
        loads++;
      }
    }

    void awaitEnd() throws Exception {
      end.get(30, TimeUnit.SECONDS);
    }
  }
}
