package io.memtracer.host.guest.build;

import io.memtracer.host.guest.agent.AgentChannel;
import io.memtracer.host.guest.agent.AgentListener;
import io.memtracer.host.qemu.Disk;
import io.memtracer.host.qemu.LaunchSpec;
import io.memtracer.host.qemu.MachineSpec;
import io.memtracer.host.qemu.QemuBinary;
import io.memtracer.host.qemu.RunDirectory;
import io.memtracer.host.qemu.VirtualMachine;
import io.memtracer.host.status.Resources;
import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A machine that a builder boots afresh or restores, until the agent in it answers. */
final class BootedMachine implements AutoCloseable {

  private static final Duration QEMU_TIMEOUT = Duration.ofSeconds(30);
  private static final int CONSOLE_TAIL_CHARS = 2000;

  private final Resources resources = new Resources();
  private final RunDirectory run;
  private final Path console;
  private final VirtualMachine machine;

  private BootedMachine(final QemuBinary qemu, final MachineSpec spec, final Optional<Disk> disk) {
    run = resources.add(RunDirectory.create());
    console = run.file("console");
    final LaunchSpec bare = LaunchSpec.EMPTY.withConsole(console).withAgent(run.socket("agent"));
    machine =
        resources.add(
            VirtualMachine.launch(qemu, spec, disk.map(bare::withDisk).orElse(bare), run));
  }

  /**
   * Starts it.
   *
   * @param disk its image, to write to or to restore from; empty if it has none, or has others
   */
  static BootedMachine start(
      final QemuBinary qemu, final MachineSpec spec, final Optional<Disk> disk) {
    final BootedMachine machine = new BootedMachine(qemu, spec, disk);
    try {
      machine.machine.awaitReady(QEMU_TIMEOUT);
      return machine;
    } catch (RuntimeException e) {
      machine.resources.closeAfter(e);
      throw e;
    }
  }

  /**
   * Waits for the agent.
   *
   * @param listener told what programs write
   * @throws TraceException guest error with the console's last words if it doesn't answer in time
   */
  AgentChannel connect(final AgentListener listener, final Duration timeout) {
    final AgentChannel agent = AgentChannel.connect(run.socket("agent"), listener);
    try {
      agent.hello(timeout);
      return agent;
    } catch (TraceException e) {
      agent.close();
      throw TraceException.guest(e.getMessage() + "; the guest's console says: " + tail(), e);
    }
  }

  private String tail() {
    try {
      final String text =
          Files.exists(console) ? Files.readString(console, StandardCharsets.ISO_8859_1) : "";
      final String tail = text.substring(Math.max(0, text.length() - CONSOLE_TAIL_CHARS));
      return tail.isBlank() ? "nothing" : tail.replaceAll("[\\p{Cntrl}&&[^\n]]", "");
    } catch (IOException e) {
      return "(can't be read: " + e + ")";
    }
  }

  /** Saves its state in its disk's image; the machine stands still from then on. */
  void save(final String snapshot) {
    machine.qmp().stop();
    machine.qmp().saveSnapshot(snapshot);
  }

  /** Ends QEMU in peace: then what it wrote is in the image. */
  void shutDown() {
    machine.process().shutDown(QEMU_TIMEOUT);
  }

  @Override
  public void close() {
    resources.close();
  }
}
