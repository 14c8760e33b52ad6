package io.memtracer.host.guest;

import io.memtracer.host.qemu.LaunchSpec;
import io.memtracer.host.qemu.QemuBinary;
import io.memtracer.host.qemu.RunDirectory;
import io.memtracer.host.qemu.VirtualMachine;
import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Boots a guest until its agent waits, and saves that state in its image. */
final class Snapshotter {

  private static final Duration QEMU_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration BOOT_TIMEOUT = Duration.ofMinutes(3);
  private static final int CONSOLE_TAIL_CHARS = 2000;

  /** For the guest's kernel to see that we hung up, and to finish what a boot leaves to do. */
  private static final Duration SETTLE_TIME = Duration.ofSeconds(1);

  private final QemuBinary qemu;
  private final BuildProgress progress;

  Snapshotter(final QemuBinary qemu, final BuildProgress progress) {
    this.qemu = qemu;
    this.progress = progress;
  }

  void snapshot(final Guest guest) throws IOException {
    try (RunDirectory run = RunDirectory.create()) {
      final Path console = run.file("console");
      final Path agent = run.socket("agent");
      final LaunchSpec launch =
          LaunchSpec.EMPTY.withDisk(guest.writableDisk()).withConsole(console).withAgent(agent);
      try (VirtualMachine machine = VirtualMachine.launch(qemu, guest.machine(), launch, run)) {
        machine.awaitReady(QEMU_TIMEOUT);
        progress.step("booting the guest", () -> boot(agent, console));
        progress.step(
            "saving its state",
            () -> {
              settle();
              machine.qmp().stop();
              machine.qmp().saveSnapshot(guest.snapshot());
              machine.process().shutDown(QEMU_TIMEOUT);
              return Optional.empty();
            });
      }
    }
  }

  /**
   * Waits for the agent, and hangs up: the snapshot must not say that a host is connected, or a
   * restored guest is told that its host went away just when the next one comes.
   */
  private static GuestFacts boot(final Path agent, final Path console) throws IOException {
    try (AgentChannel channel = AgentChannel.connect(agent, AgentListener.ignoring())) {
      return channel.hello(BOOT_TIMEOUT);
    } catch (TraceException e) {
      throw TraceException.guest(
          e.getMessage() + "; the guest's console says: " + tail(console), e);
    }
  }

  private static String tail(final Path console) throws IOException {
    final String text =
        Files.exists(console) ? Files.readString(console, StandardCharsets.ISO_8859_1) : "";
    final String tail = text.substring(Math.max(0, text.length() - CONSOLE_TAIL_CHARS));
    return tail.isBlank() ? "nothing" : tail.replaceAll("[\\p{Cntrl}&&[^\n]]", "");
  }

  private static void settle() {
    final long deadline = System.nanoTime() + SETTLE_TIME.toNanos();
    for (long left = SETTLE_TIME.toNanos(); left > 0; left = deadline - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
