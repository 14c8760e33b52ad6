package io.memtracer.host.cli;

import io.memtracer.host.cli.backend.Backend;
import io.memtracer.host.cli.options.Sizes;
import io.memtracer.host.cli.terminal.Console;
import io.memtracer.host.guest.DebianContents;
import io.memtracer.host.guest.GuestRecipe;
import io.memtracer.host.status.TraceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Builds a guest. */
@Command(
    name = "build",
    description =
        "Builds a guest and a snapshot of it: kernel, busybox and memtracer's agent in memory, or,"
            + " with --packages, a Debian on a disk.",
    synopsisHeading = "Usage: ",
    customSynopsis = {
      "memtracer guest build [[--name] NAME] [--ram MIB] [--vcpus N]",
      "                             [--packages NAME,... [--disk SIZE]]"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  memtracer guest build",
      "  memtracer guest build big --ram 2048 --vcpus 2",
      "  memtracer guest build --name real --packages sqlite3,redis-server,default-jre-headless"
    })
final class GuestBuildCommand extends HelpfulCommand {

  private final Console console;
  private final Backend backend;

  @Parameters(paramLabel = "NAME", arity = "0..1", description = "Which guest. Default: default.")
  private String positionalName;

  @Option(names = "--name", paramLabel = "NAME", description = "The same as an option.")
  private String name;

  @Option(names = "--ram", paramLabel = "MIB", description = "Its memory. Default: 1024.")
  private Integer ramMib;

  @Option(names = "--vcpus", paramLabel = "N", description = "Its virtual CPUs. Default: 1.")
  private int vcpus = 1;

  @Option(
      names = "--packages",
      paramLabel = "NAME,...",
      split = ",",
      description = "Debian packages; those they depend on and a base system come by themselves.")
  private List<String> packages = new ArrayList<>();

  @Option(
      names = "--disk",
      paramLabel = "SIZE",
      description = "Its disk, such as 8G; what is empty takes no room here. Default: 4G.")
  private String disk;

  GuestBuildCommand(final Console console, final Backend backend) {
    this.console = console;
    this.backend = backend;
  }

  @Override
  public Integer call() {
    final Optional<DebianContents> debian = debian();
    final int usualRam =
        debian.isPresent() ? GuestRecipe.DEFAULT_DEBIAN_RAM_MIB : GuestRecipe.DEFAULT_RAM_MIB;
    backend.buildGuest(
        new GuestRecipe(name(), ramMib == null ? usualRam : ramMib, vcpus, debian), console::say);
    return 0;
  }

  private String name() {
    if (name != null && positionalName != null) {
      throw TraceException.user(
          "the guest can have one name, but has two: %s and %s".formatted(name, positionalName));
    }
    return Optional.ofNullable(name)
        .or(() -> Optional.ofNullable(positionalName))
        .orElse(GuestRecipe.DEFAULT_NAME);
  }

  private Optional<DebianContents> debian() {
    if (packages.isEmpty()) {
      if (disk != null) {
        throw TraceException.user("--disk goes with --packages: without them there is no disk");
      }
      return Optional.empty();
    }
    return Optional.of(
        new DebianContents(
            packages,
            disk == null ? DebianContents.DEFAULT_DISK_BYTES : Sizes.parse("--disk", disk)));
  }
}
