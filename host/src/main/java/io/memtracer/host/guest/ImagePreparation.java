package io.memtracer.host.guest;

import io.memtracer.host.qemu.Command;
import io.memtracer.host.qemu.MachineSpec;
import io.memtracer.host.qemu.QemuBinary;
import io.memtracer.host.status.Resources;
import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes a guest of a user's own image: copies it, puts our agent into the copy with the help of the
 * embedded system, which can mount what is on it, boots the copy, and saves a snapshot.
 */
final class ImagePreparation {

  static final String FACT_IMAGE = "image";

  private static final String FACT_IMAGE_DIGEST = "image_sha256";
  private static final String FACT_RECIPE = "prepare_version";
  private static final int RECIPE_VERSION = 1;
  private static final String SNAPSHOT = "ready";
  private static final int HASH_DIGITS = 12;
  private static final Duration COPY_TIMEOUT = Duration.ofHours(1);
  private static final Duration INSTALL_TIMEOUT = Duration.ofMinutes(10);

  /** A whole distribution boots, emulated. */
  private static final Duration BOOT_TIMEOUT = Duration.ofMinutes(15);

  private final GuestStore store;
  private final QemuBinary qemu;
  private final Path agent;
  private final ImageRecipe image;
  private final BuildProgress progress;
  private final Resources resources;
  private final DebianPackages debian;
  private final EmbeddedSystem embedded;

  ImagePreparation(
      final GuestStore store,
      final QemuBinary qemu,
      final Path agent,
      final ImageRecipe image,
      final BuildProgress progress,
      final Resources resources) {
    this.store = store;
    this.qemu = qemu;
    this.agent = agent;
    this.image = image;
    this.progress = progress;
    this.resources = resources;
    debian = new DebianPackages(store.cache().resolve("packages"));
    embedded = new EmbeddedSystem(debian, agent).withModules(List.of("virtio_blk"));
  }

  /** Makes it, unless there is the very same already. */
  Guest make() throws IOException {
    final Map<String, String> facts = progress.step("reading the image", this::facts);
    final Path place = store.guestsDirectory().resolve(directoryName(facts));
    final Optional<Guest> same = GuestFile.read(place);
    if (same.isPresent()) {
      return same.get();
    }
    Directories.delete(place);
    final Path work = store.workDirectory();
    try {
      final Guest guest = describe(facts, work);
      progress.step("copying the image", () -> copy(guest.image()));
      installAgent(guest, work);
      new Snapshotter(qemu, progress, resources)
          .snapshot(guest, BOOT_TIMEOUT, Optional.of(AgentInstallation.AWAIT_BOOT));
      GuestFile.write(guest);
      Files.move(work, place, StandardCopyOption.ATOMIC_MOVE);
      return describe(facts, place);
    } finally {
      Directories.delete(work);
    }
  }

  private Map<String, String> facts() throws IOException {
    final Map<String, String> facts = new TreeMap<>();
    facts.put(FACT_IMAGE, image.image().toAbsolutePath().normalize().toString());
    facts.put(FACT_IMAGE_DIGEST, Digests.sha256(image.image()));
    facts.put(FACT_RECIPE, Integer.toString(RECIPE_VERSION));
    facts.put(GuestAssembly.FACT_AGENT, Digests.sha256(agent));
    facts.put(GuestAssembly.FACT_QEMU, qemu.version().toString());
    return facts;
  }

  private String directoryName(final Map<String, String> facts) {
    final GuestRecipe recipe = image.recipe();
    final String inputs =
        String.join(
            "\n",
            facts.toString(),
            MachineSpec.DEFAULT_CPU,
            Integer.toString(recipe.ramMib()),
            Integer.toString(recipe.vcpus()));
    return recipe.name() + "-" + Digests.sha256(inputs).substring(0, HASH_DIGITS);
  }

  private String copy(final Path copy) {
    return Command.runOrThrow(
        COPY_TIMEOUT,
        List.of(
            qemu.requireImageTool().toString(),
            "convert",
            "-O",
            "qcow2",
            image.image().toString(),
            copy.toString()));
  }

  private void installAgent(final Guest guest, final Path work) throws IOException {
    final GuestSystem.Selection selection = progress.step("looking up packages", embedded::select);
    debian.download(selection.memory());
    final Path kernel = work.resolve("vmlinuz");
    final Path initrd = work.resolve("initrd.gz");
    embedded.write(debian.files(selection.memory()), kernel, initrd);
    final MachineSpec spec =
        new BuildMachine().disk("qcow2", guest.image(), false).spec(kernel, initrd);
    final BootedMachine machine = resources.add(BootedMachine.start(qemu, spec, Optional.empty()));
    progress.step(
        "putting the agent into the copy",
        () -> {
          runInstallation(machine);
          machine.shutDown();
          return guest;
        });
    machine.close();
    Files.delete(kernel);
    Files.delete(initrd);
  }

  private void runInstallation(final BootedMachine machine) {
    try {
      GuestScript.run(
          machine,
          BuildMachine.BOOT_TIMEOUT,
          AgentInstallation.SCRIPT,
          INSTALL_TIMEOUT,
          line -> {});
    } catch (TraceException e) {
      if (!e.getMessage().contains(AgentInstallation.UNSUITABLE)) {
        throw e;
      }
      throw TraceException.user(
          "the agent can't be put into a copy of %s (%s): docs/guests.md tells how to do it by hand"
              .formatted(image.image(), e.getMessage()));
    }
  }

  private Guest describe(final Map<String, String> facts, final Path directory) {
    facts.putIfAbsent(
        GuestBuilder.FACT_BUILT, Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    return new Guest(
        image.recipe().name(),
        directory,
        directory.resolve("disk.qcow2"),
        SNAPSHOT,
        Optional.empty(),
        Optional.empty(),
        "",
        MachineSpec.DEFAULT_CPU,
        image.recipe().ramMib(),
        image.recipe().vcpus(),
        true,
        facts);
  }
}
