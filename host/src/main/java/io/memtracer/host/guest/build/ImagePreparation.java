package io.memtracer.host.guest.build;

import io.memtracer.host.files.Digests;
import io.memtracer.host.guest.FactNames;
import io.memtracer.host.guest.Guest;
import io.memtracer.host.guest.ImageRecipe;
import io.memtracer.host.guest.debian.DebianPackages;
import io.memtracer.host.qemu.Command;
import io.memtracer.host.qemu.MachineSpec;
import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a guest of a user's own image: copies it, puts our agent into the copy with the help of the
 * embedded system, which can mount what is on it, boots the copy, and saves a snapshot.
 */
public final class ImagePreparation {

  private static final int RECIPE_VERSION = 3;
  private static final Duration COPY_TIMEOUT = Duration.ofHours(1);
  private static final Duration INSTALL_TIMEOUT = Duration.ofMinutes(10);

  /** A whole distribution boots, emulated. */
  private static final Duration BOOT_TIMEOUT = Duration.ofMinutes(15);

  private final BuildContext context;
  private final ImageRecipe image;
  private final DebianPackages debian;
  private final EmbeddedSystem embedded;

  ImagePreparation(final BuildContext context, final ImageRecipe image) {
    this.context = context;
    this.image = image;
    debian = context.debian();
    embedded = new EmbeddedSystem(debian, context.agent()).withDisk();
  }

  /** Makes it, unless there is the very same already. */
  Guest make() throws IOException {
    final BuildProgress progress = context.progress();
    final Map<String, String> facts = progress.step("reading the image", this::facts);
    return context.make(
        new GuestPlan(image.recipe(), Optional.empty(), true, facts),
        guest -> {
          progress.step("copying the image", () -> copy(guest.image()));
          installAgent(guest);
          final SharingCheck check = new SharingCheck();
          final String script = AgentInstallation.AWAIT_BOOT + "\n" + SharingCheck.SCRIPT;
          context.snapshot(guest, BOOT_TIMEOUT, Optional.of(new BootScript(script, check::hear)));
          return check.lacks().map(lacks -> guest.with(FactNames.LACKS, lacks)).orElse(guest);
        });
  }

  private Map<String, String> facts() throws IOException {
    final Map<String, String> facts = context.facts();
    facts.put(FactNames.IMAGE, image.image().toAbsolutePath().normalize().toString());
    facts.put(FactNames.IMAGE_SHA256, Digests.sha256(image.image()));
    facts.put(FactNames.PREPARE_VERSION, Integer.toString(RECIPE_VERSION));
    return facts;
  }

  private String copy(final Path copy) {
    return Command.runOrThrow(
        COPY_TIMEOUT,
        List.of(
            context.qemu().requireImageTool().toString(),
            "convert",
            "-O",
            "qcow2",
            image.image().toString(),
            copy.toString()));
  }

  private void installAgent(final Guest guest) throws IOException {
    final BuildProgress progress = context.progress();
    final GuestSystem.Selection selection = progress.step("looking up packages", embedded::select);
    debian.download(selection.memory());
    final Path kernel = guest.directory().resolve("vmlinuz");
    final Path initrd = guest.directory().resolve("initrd.gz");
    embedded.write(debian.files(selection.memory()), kernel, initrd);
    final MachineSpec spec =
        new BuildMachine().disk("qcow2", guest.image(), false).spec(kernel, initrd);
    final BootedMachine machine =
        context.resources().add(BootedMachine.start(context.qemu(), spec, Optional.empty()));
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
}
