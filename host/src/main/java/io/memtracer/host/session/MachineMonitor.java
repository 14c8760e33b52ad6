package io.memtracer.host.session;

import io.memtracer.host.qemu.VirtualMachine;
import io.memtracer.host.session.request.Monitor;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** The monitor of a machine of ours. */
record MachineMonitor(VirtualMachine machine) implements Monitor {

  /** Saving a snapshot may take that long. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @Override
  public String execute(final String line) {
    return machine.qmp().hmp(line, PATIENCE);
  }

  @Override
  public CompletableFuture<Void> ended() {
    return machine.onExit().thenAccept(exit -> {});
  }
}
