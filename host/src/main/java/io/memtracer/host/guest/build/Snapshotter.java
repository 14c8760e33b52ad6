package io.memtracer.host.guest.build;

import io.memtracer.host.guest.Guest;
import io.memtracer.host.guest.GuestListing;
import io.memtracer.host.guest.agent.AgentListener;
import io.memtracer.host.qemu.QemuBinary;
import io.memtracer.host.status.Resources;
import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Boots a guest until its agent waits, saves that state in its image, and keeps what its kernel
 * calls its functions.
 */
final class Snapshotter {

  /** For the guest's kernel to see that we hung up, and to finish what a boot leaves to do. */
  private static final Duration SETTLE_TIME = Duration.ofSeconds(1);

  /** A kernel may have been built without such a list: then there are no names. */
  private static final String SYMBOLS_SCRIPT = "cat /proc/kallsyms 2>/dev/null || :";

  /** Of all processes but the script's own. */
  private static final String MAPS_SCRIPT =
      """
      for maps in /proc/[0-9]*/maps; do
        [ "$maps" = "/proc/$$/maps" ] || cat "$maps" 2>/dev/null
      done
      :
      """;

  private static final Duration LISTING_TIMEOUT = Duration.ofMinutes(2);

  private final QemuBinary qemu;
  private final BuildProgress progress;
  private final Resources resources;

  /**
   * Makes one.
   *
   * @param resources take its machine, so that somebody else can end it
   */
  Snapshotter(final QemuBinary qemu, final BuildProgress progress, final Resources resources) {
    this.qemu = qemu;
    this.progress = progress;
    this.resources = resources;
  }

  /**
   * Does it.
   *
   * @param bootTimeout how long the agent may take to come, and the script to run
   * @param script run in the guest to wait for the end of its start; empty if the agent comes last
   */
  void snapshot(final Guest guest, final Duration bootTimeout, final Optional<BootScript> script) {
    final BootedMachine machine =
        resources.add(
            BootedMachine.start(qemu, guest.machine(), Optional.of(guest.writableDisk())));
    progress.step("booting the guest", () -> boot(machine, bootTimeout, script));
    progress.step(
        "saving its state",
        () -> {
          settle();
          machine.save(guest.snapshot());
          return Optional.empty();
        });
    progress.step("listing what its kernel has", () -> list(machine, guest, bootTimeout));
    machine.shutDown();
    machine.close();
  }

  /**
   * Waits for the agent, and hangs up: the snapshot must not say that a host is connected, or a
   * restored guest is told that its host went away just when the next one comes.
   */
  private static Optional<Object> boot(
      final BootedMachine machine, final Duration timeout, final Optional<BootScript> script) {
    if (script.isPresent()) {
      GuestScript.run(machine, timeout, script.get().text(), timeout, script.get().lines());
    } else {
      machine.connect(AgentListener.ignoring(), timeout).close();
    }
    return Optional.empty();
  }

  /**
   * Of the very kernel that every run goes on with: its addresses are those of the snapshot. What
   * this does in the guest is behind the snapshot, and gone with the machine.
   */
  private static Optional<Object> list(
      final BootedMachine machine, final Guest guest, final Duration timeout) {
    machine.resume();
    list(machine, guest, timeout, GuestListing.KERNEL_SYMBOLS, SYMBOLS_SCRIPT);
    list(machine, guest, timeout, GuestListing.PROCESS_MAPS, MAPS_SCRIPT);
    return Optional.empty();
  }

  private static void list(
      final BootedMachine machine,
      final Guest guest,
      final Duration timeout,
      final GuestListing listing,
      final String script) {
    try (GuestListing.Writer file = listing.write(guest.directory())) {
      GuestScript.run(machine, timeout, script, LISTING_TIMEOUT, file::line);
    } catch (IOException e) {
      throw TraceException.environment(
          "can't keep what the guest's kernel says in " + guest.directory() + ": " + e.getMessage(),
          e);
    }
  }

  private static void settle() {
    final long deadline = System.nanoTime() + SETTLE_TIME.toNanos();
    for (long left = SETTLE_TIME.toNanos(); left > 0; left = deadline - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
