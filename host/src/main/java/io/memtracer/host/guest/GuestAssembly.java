package io.memtracer.host.guest;

import io.memtracer.host.qemu.MachineSpec;
import io.memtracer.host.qemu.QemuBinary;
import io.memtracer.host.status.Resources;
import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Makes one guest of a recipe, from the look-up of packages to its place in the store. */
final class GuestAssembly {

  static final String FACT_AGENT = "agent_sha256";
  static final String FACT_QEMU = "qemu_version";
  private static final String FACT_RECIPE = "recipe_version";
  static final String FACT_REQUESTED = "requested_packages";
  private static final String FACT_DISK = "disk_mib";
  private static final String FACT_PACKAGE = "package.";
  private static final String SNAPSHOT = "ready";
  private static final int HASH_DIGITS = 12;

  private final GuestStore store;
  private final QemuBinary qemu;
  private final Path agent;
  private final GuestRecipe recipe;
  private final BuildProgress progress;
  private final Resources resources;
  private final DebianPackages debian;
  private final GuestSystem system;

  /**
   * Begins with a recipe.
   *
   * @param resources take the machines that are booted
   */
  GuestAssembly(
      final GuestStore store,
      final QemuBinary qemu,
      final Path agent,
      final GuestRecipe recipe,
      final BuildProgress progress,
      final Resources resources) {
    this.store = store;
    this.qemu = qemu;
    this.agent = agent;
    this.recipe = recipe;
    this.progress = progress;
    this.resources = resources;
    debian = new DebianPackages(store.cache().resolve("packages"));
    final EmbeddedSystem embedded = new EmbeddedSystem(debian, agent);
    system =
        recipe
            .debian()
            .<GuestSystem>map(
                contents -> new DebianSystem(debian, contents, embedded, qemu, resources))
            .orElse(embedded);
  }

  /** What a guest must have in common with this one to be used instead, whatever its packages. */
  Map<String, String> identity() {
    final Map<String, String> facts = new TreeMap<>();
    try {
      facts.put(FACT_AGENT, Digests.sha256(agent));
    } catch (IOException e) {
      throw TraceException.environment("can't read " + agent + ": " + e, e);
    }
    facts.put(FACT_QEMU, qemu.version().toString());
    facts.put(FACT_RECIPE, system.recipeVersion());
    recipe
        .debian()
        .ifPresent(
            contents -> {
              facts.put(FACT_REQUESTED, String.join(",", contents.packages()));
              facts.put(FACT_DISK, Long.toString(contents.diskBytes() >> 20));
            });
    return facts;
  }

  /** Makes it, unless there is the very same already. */
  Guest make() throws IOException {
    final GuestSystem.Selection selection = progress.step("looking up packages", system::select);
    final Map<String, String> facts = identity();
    for (final DebianPackage used : selection.all()) {
      facts.put(FACT_PACKAGE + used.name(), used.version() + " " + used.sha256());
    }
    final Path place = store.guestsDirectory().resolve(directoryName(facts));
    final Optional<Guest> same = GuestFile.read(place);
    if (same.isPresent()) {
      return same.get();
    }
    Directories.delete(place);
    final Path work = store.workDirectory();
    try {
      progress.step("downloading packages", () -> debian.download(selection.all()));
      final Guest guest = describe(facts, work);
      system.make(guest, selection, progress);
      new Snapshotter(qemu, progress, resources)
          .snapshot(guest, BuildMachine.BOOT_TIMEOUT, Optional.empty());
      GuestFile.write(guest);
      Files.move(work, place, StandardCopyOption.ATOMIC_MOVE);
      return describe(facts, place);
    } finally {
      Directories.delete(work);
    }
  }

  /** Everything that the guest's bytes, and its snapshot's use, depend on. */
  private String directoryName(final Map<String, String> facts) {
    final String inputs =
        String.join(
            "\n",
            facts.toString(),
            system.commandLine(),
            MachineSpec.DEFAULT_CPU,
            Integer.toString(recipe.ramMib()),
            Integer.toString(recipe.vcpus()));
    return recipe.name() + "-" + Digests.sha256(inputs).substring(0, HASH_DIGITS);
  }

  private Guest describe(final Map<String, String> facts, final Path directory) {
    facts.putIfAbsent(
        GuestBuilder.FACT_BUILT, Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    return new Guest(
        recipe.name(),
        directory,
        directory.resolve("disk.qcow2"),
        SNAPSHOT,
        Optional.of(directory.resolve("vmlinuz")),
        Optional.of(directory.resolve("initrd.gz")),
        system.commandLine(),
        MachineSpec.DEFAULT_CPU,
        recipe.ramMib(),
        recipe.vcpus(),
        system.diskAttached(),
        facts);
  }
}
