package io.memtracer.host.cli;

import io.memtracer.host.cli.backend.Backend;
import io.memtracer.host.cli.terminal.Console;
import io.memtracer.host.guest.GuestRecipe;
import io.memtracer.host.guest.ImageRecipe;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a guest of a user's own image. */
@Command(
    name = "prepare",
    description =
        "Makes a guest of an image of yours: a copy with memtracer's agent in it, booted, and a"
            + " snapshot of that. The image itself isn't changed. It must boot by itself from a"
            + " BIOS and have systemd on an ext4 file system; docs/guests.md tells what to do if"
            + " not.",
    synopsisHeading = "Usage: ",
    customSynopsis = "memtracer guest prepare IMAGE [--name NAME] [--ram MIB] [--vcpus N]",
    footerHeading = "%nExamples:%n",
    footer = {
      "  memtracer guest prepare debian.qcow2",
      "  memtracer guest prepare /images/server.qcow2 --name server --ram 2048"
    })
final class GuestPrepareCommand extends HelpfulCommand {

  private final Console console;
  private final Backend backend;

  @Parameters(paramLabel = "IMAGE", description = "qcow2, or another format that qemu-img knows.")
  private Path image;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "The guest's name. Default: the file's, without what follows the first dot.")
  private String name;

  @Option(names = "--ram", paramLabel = "MIB", description = "Its memory. Default: 1024.")
  private int ramMib = GuestRecipe.DEFAULT_DEBIAN_RAM_MIB;

  @Option(names = "--vcpus", paramLabel = "N", description = "Its virtual CPUs. Default: 1.")
  private int vcpus = 1;

  GuestPrepareCommand(final Console console, final Backend backend) {
    this.console = console;
    this.backend = backend;
  }

  @Override
  public Integer call() {
    backend.prepareImage(
        new ImageRecipe(image, new GuestRecipe(name == null ? fileName() : name, ramMib, vcpus)),
        console::say);
    return 0;
  }

  private String fileName() {
    return image
        .toAbsolutePath()
        .getFileName()
        .toString()
        .toLowerCase(Locale.ROOT)
        .split("\\.", 2)[0];
  }
}
