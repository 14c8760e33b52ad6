package io.memtracer.host.session;

import io.memtracer.host.guest.Guest;
import io.memtracer.host.qemu.LaunchSpec;
import io.memtracer.host.qemu.PluginSpec;
import io.memtracer.host.qemu.QemuBinary;
import io.memtracer.host.qemu.RunDirectory;
import io.memtracer.host.qemu.VirtualMachine;
import io.memtracer.host.session.request.TraceRequest;
import io.memtracer.host.session.workload.Interrupt;
import io.memtracer.host.status.Resources;
import io.memtracer.host.status.TraceException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Restores the guest of a run, in a machine that shows it what the workload may see.
 *
 * @param resources take the machine
 */
record MachineStart(TraceRequest request, Interrupt interrupt, Resources resources) {

  private static final Duration RESTORE_TIMEOUT = Duration.ofSeconds(60);
  private static final String AGENT_SOCKET = "agent";
  private static final String CONSOLE_LOG = "console";

  /** Where the guest's agent is to be met. */
  static Path agentSocket(final RunDirectory run) {
    return run.socket(AGENT_SOCKET);
  }

  /**
   * Makes sure that a guest can be shown what the workload may see.
   *
   * @throws TraceException user error with what to do if it can't
   */
  void requireShares(final Guest guest) {
    final int wanted = request.workload().surroundings().shares().size();
    if (wanted > 0 && guest.blindness().isPresent()) {
      throw TraceException.user(
          "the guest %s can't see files of this machine, since %s: use --no-host-files or --in-guest, or build or prepare another"
              .formatted(guest.name(), guest.blindness().get()));
    }
    if (wanted > guest.shareSlots()) {
      throw TraceException.user(
          "the guest %s can be shown %d directories, but --share has %d"
              .formatted(guest.name(), guest.shareSlots(), wanted));
    }
  }

  /**
   * Restores it; it runs then.
   *
   * @param plugin what QEMU loads to trace, if anything
   * @throws TraceException if that fails, with what may be the matter
   */
  VirtualMachine restore(
      final QemuBinary qemu,
      final Guest guest,
      final Optional<PluginSpec> plugin,
      final RunDirectory run) {
    try {
      final VirtualMachine machine = launch(qemu, guest, plugin, run);
      machine.awaitReady(RESTORE_TIMEOUT);
      return machine;
    } catch (TraceException e) {
      throw RestoreFailure.explain(e, guest);
    }
  }

  private VirtualMachine launch(
      final QemuBinary qemu,
      final Guest guest,
      final Optional<PluginSpec> plugin,
      final RunDirectory run) {
    final LaunchSpec launch =
        LaunchSpec.EMPTY
            .withDisk(guest.disk())
            .withConsole(run.file(CONSOLE_LOG))
            .withAgent(agentSocket(run))
            .withShares(request.workload().surroundings().shares())
            .withWindow(request.operator().window());
    final LaunchSpec traced = plugin.map(launch::withPlugin).orElse(launch);
    final VirtualMachine machine =
        resources.add(VirtualMachine.launch(qemu, guest.machine(), traced, run));
    interrupt.killOnRequest(machine);
    return machine;
  }
}
