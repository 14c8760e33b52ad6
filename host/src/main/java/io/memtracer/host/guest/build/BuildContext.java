package io.memtracer.host.guest.build;

import io.memtracer.host.files.Digests;
import io.memtracer.host.files.Directories;
import io.memtracer.host.guest.FactNames;
import io.memtracer.host.guest.Guest;
import io.memtracer.host.guest.GuestDigests;
import io.memtracer.host.guest.GuestFile;
import io.memtracer.host.guest.GuestStore;
import io.memtracer.host.guest.debian.DebianPackages;
import io.memtracer.host.qemu.QemuBinary;
import io.memtracer.host.status.Resources;
import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where guests are made, of whatever: in a directory of their own, from which they are moved to
 * their place when they are complete.
 *
 * @param agent the agent's program
 * @param resources take the machines that are booted
 */
record BuildContext(
    GuestStore store, QemuBinary qemu, Path agent, BuildProgress progress, Resources resources) {

  /** Makes a guest's files, and a snapshot in its image. */
  @FunctionalInterface
  interface Work {
    /** Returns the guest with what has turned out about it. */
    Guest make(Guest guest) throws IOException;
  }

  DebianPackages debian() {
    return new DebianPackages(store.cache().resolve("packages"));
  }

  /** What every guest depends on that is made here; more may be added. */
  Map<String, String> facts() {
    final Map<String, String> facts = new TreeMap<>();
    try {
      facts.put(FactNames.AGENT_SHA256, Digests.sha256(agent));
    } catch (IOException e) {
      throw TraceException.environment("can't read " + agent + ": " + e, e);
    }
    facts.put(FactNames.QEMU_VERSION, qemu.version().toString());
    return facts;
  }

  /** Makes a guest, unless there is the very same already. */
  Guest make(final GuestPlan plan, final Work work) throws IOException {
    final Path place = store.guestsDirectory().resolve(plan.directoryName());
    final Optional<Guest> same = GuestFile.read(place);
    if (same.isPresent()) {
      return same.get();
    }
    Directories.delete(place);
    final Path directory = store.workDirectory();
    try {
      GuestFile.write(GuestDigests.added(work.make(plan.in(directory))));
      Files.move(directory, place, StandardCopyOption.ATOMIC_MOVE);
      return GuestFile.read(place).orElseThrow();
    } finally {
      Directories.delete(directory);
    }
  }

  /** Boots a guest and saves its state, as {@link Snapshotter#snapshot} has it. */
  void snapshot(final Guest guest, final Duration bootTimeout, final Optional<BootScript> script) {
    new Snapshotter(qemu, progress, resources).snapshot(guest, bootTimeout, script);
  }
}
