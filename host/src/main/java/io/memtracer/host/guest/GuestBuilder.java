package io.memtracer.host.guest;

import io.memtracer.host.qemu.MachineSpec;
import io.memtracer.host.qemu.QemuBinary;
import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Builds guests: unpacks packages, boots the result, and saves a snapshot in which the agent waits.
 *
 * <p>A guest is built in a directory of its own and moved to its place when it is complete.
 * Builders take turns; one that was killed leaves nothing that is taken for a guest.
 */
public final class GuestBuilder {

  static final String FACT_BUILT = "built";
  private static final String FACT_AGENT = "agent_sha256";
  private static final String FACT_QEMU = "qemu_version";
  private static final String FACT_RECIPE = "recipe_version";
  private static final String FACT_PACKAGE = "package.";
  private static final String SNAPSHOT = "ready";
  private static final int HASH_DIGITS = 12;
  private static final long DISK_BYTES = 1L << 20;

  private final GuestStore store;
  private final QemuBinary qemu;
  private final Path agent;
  private final BuildProgress progress;

  /**
   * Makes a builder.
   *
   * @param agent the agent's program, built from qemu-gmbeoo/guest
   */
  public GuestBuilder(
      final GuestStore store,
      final QemuBinary qemu,
      final Path agent,
      final BuildProgress progress) {
    if (!Files.isRegularFile(agent)) {
      throw TraceException.environment(
          "the guest's agent isn't there (" + agent + "): 'make -C qemu-gmbeoo/guest' builds it");
    }
    this.store = store;
    this.qemu = qemu;
    this.agent = agent;
    this.progress = progress;
  }

  /**
   * The guest of a recipe: the newest that was built with this agent and this QEMU, whatever the
   * versions of its packages, or a new one.
   */
  public Guest ensure(final GuestRecipe recipe) {
    final Optional<Guest> existing = findUsable(recipe);
    return existing.isPresent() ? existing.get() : locked(() -> ensureLocked(recipe));
  }

  /** Builds the guest of a recipe with today's packages, unless there is the very same already. */
  public Guest build(final GuestRecipe recipe) {
    return locked(() -> buildLocked(recipe));
  }

  private Optional<Guest> findUsable(final GuestRecipe recipe) {
    final Map<String, String> wanted = identity();
    return store.find(
        recipe.name(),
        guest ->
            guest.ramMib() == recipe.ramMib()
                && guest.vcpus() == recipe.vcpus()
                && guest.facts().entrySet().containsAll(wanted.entrySet()));
  }

  /** What a guest must have in common with this builder to be of use. */
  private Map<String, String> identity() {
    try {
      return Map.of(
          FACT_AGENT, Digests.sha256(agent),
          FACT_QEMU, qemu.version().toString(),
          FACT_RECIPE, Integer.toString(EmbeddedSystem.RECIPE_VERSION));
    } catch (IOException e) {
      throw TraceException.environment("can't read " + agent + ": " + e, e);
    }
  }

  private Guest ensureLocked(final GuestRecipe recipe) throws IOException {
    // Another builder may just have made it.
    final Optional<Guest> existing = findUsable(recipe);
    return existing.isPresent() ? existing.get() : buildLocked(recipe);
  }

  private Guest locked(final BuildProgress.Step<Guest, IOException> work) {
    try {
      Files.createDirectories(store.guestsDirectory());
      final Path lock = store.guestsDirectory().resolve(".lock");
      synchronized (GuestBuilder.class) {
        try (FileChannel channel =
            FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
          channel.lock();
          store.sweepWorkDirectories();
          return work.run();
        }
      }
    } catch (IOException e) {
      throw TraceException.environment(
          "can't build a guest in " + store.guestsDirectory() + ": " + e, e);
    }
  }

  private Guest buildLocked(final GuestRecipe recipe) throws IOException {
    final DebianPackages debian = new DebianPackages(store.cache().resolve("packages"));
    final EmbeddedSystem system = new EmbeddedSystem(debian);
    final List<DebianPackage> packages = progress.step("looking up packages", system::packages);
    final Map<String, String> facts = new TreeMap<>(identity());
    for (final DebianPackage used : packages) {
      facts.put(FACT_PACKAGE + used.name(), used.version() + " " + used.sha256());
    }
    final Path place = store.guestsDirectory().resolve(directoryName(recipe, facts));
    final Optional<Guest> same = GuestFile.read(place);
    if (same.isPresent()) {
      return same.get();
    }
    Directories.delete(place);
    final Path work = store.workDirectory();
    try {
      final Guest guest = describe(recipe, facts, work);
      final List<Path> debs =
          progress.step("downloading packages", () -> debian.download(packages));
      progress.step(
          "making the file system",
          () -> {
            system.write(debs, agent, guest.kernel().orElseThrow(), guest.initrd().orElseThrow());
            Qcow2.createEmpty(guest.image(), DISK_BYTES);
            return null;
          });
      new Snapshotter(qemu, progress).snapshot(guest);
      GuestFile.write(guest);
      Files.move(work, place, StandardCopyOption.ATOMIC_MOVE);
      return describe(recipe, facts, place);
    } finally {
      Directories.delete(work);
    }
  }

  /** Everything that the guest's bytes, and its snapshot's use, depend on. */
  private static String directoryName(final GuestRecipe recipe, final Map<String, String> facts) {
    final String inputs =
        String.join(
            "\n",
            facts.toString(),
            EmbeddedSystem.COMMAND_LINE,
            MachineSpec.DEFAULT_CPU,
            Integer.toString(recipe.ramMib()),
            Integer.toString(recipe.vcpus()));
    return recipe.name() + "-" + Digests.sha256(inputs).substring(0, HASH_DIGITS);
  }

  private static Guest describe(
      final GuestRecipe recipe, final Map<String, String> facts, final Path directory) {
    facts.putIfAbsent(FACT_BUILT, Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    return new Guest(
        recipe.name(),
        directory,
        directory.resolve("disk.qcow2"),
        SNAPSHOT,
        Optional.of(directory.resolve("vmlinuz")),
        Optional.of(directory.resolve("initrd.gz")),
        EmbeddedSystem.COMMAND_LINE,
        MachineSpec.DEFAULT_CPU,
        recipe.ramMib(),
        recipe.vcpus(),
        false,
        facts);
  }
}
