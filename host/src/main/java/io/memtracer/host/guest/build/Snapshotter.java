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

  private static final String BETWEEN_LISTINGS = "-- maps --";

  /**
   * A kernel may have been built without symbols: then there are no names. Maps are those of all
   * processes but the script's own.
   */
  private static final String LISTINGS_SCRIPT =
      """
      cat /proc/kallsyms 2>/dev/null
      echo '%s'
      for maps in /proc/[0-9]*/maps; do
        [ "$maps" = "/proc/$$/maps" ] || cat "$maps" 2>/dev/null
      done
      :
      """
          .formatted(BETWEEN_LISTINGS);

  private static final Duration RESTORE_TIMEOUT = Duration.ofMinutes(1);
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
          machine.shutDown();
          return Optional.empty();
        });
    machine.close();
    progress.step("listing what its kernel has", () -> list(guest));
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
   * Of the very kernel that every run goes on with, in a machine that is restored as for a run: its
   * addresses are those of the snapshot, and what this does in the guest is gone with the machine.
   */
  private Optional<Object> list(final Guest guest) {
    final BootedMachine machine =
        resources.add(BootedMachine.start(qemu, guest.machine(), Optional.of(guest.disk())));
    try (GuestListing.Writer symbols = GuestListing.KERNEL_SYMBOLS.write(guest.directory());
        GuestListing.Writer maps = GuestListing.PROCESS_MAPS.write(guest.directory())) {
      final Listings listings = new Listings(symbols, maps);
      // In one go: a host that hangs up and calls again at once may not be heard.
      GuestScript.run(machine, RESTORE_TIMEOUT, LISTINGS_SCRIPT, LISTING_TIMEOUT, listings::line);
    } catch (IOException e) {
      throw TraceException.environment(
          "can't keep what the guest's kernel says in " + guest.directory() + ": " + e.getMessage(),
          e);
    }
    machine.close();
    return Optional.empty();
  }

  /** Takes the lines of one listing after those of the other. */
  private static final class Listings {

    private final GuestListing.Writer second;
    private GuestListing.Writer now;

    Listings(final GuestListing.Writer first, final GuestListing.Writer second) {
      now = first;
      this.second = second;
    }

    void line(final String line) {
      if (line.equals(BETWEEN_LISTINGS)) {
        now = second;
      } else {
        now.line(line);
      }
    }
  }

  private static void settle() {
    final long deadline = System.nanoTime() + SETTLE_TIME.toNanos();
    for (long left = SETTLE_TIME.toNanos(); left > 0; left = deadline - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
