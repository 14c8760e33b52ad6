package io.memtracer.host.cli;

import io.memtracer.host.cli.backend.Backend;
import io.memtracer.host.cli.terminal.Console;
import picocli.CommandLine.Command;

/** Builds what a run needs and the launcher hasn't built already. */
@Command(
    name = "setup",
    description =
        "Installs what is missing (QEMU, a C compiler), builds memtracer, and builds the default"
            + " guest. What is there already costs nothing.",
    synopsisHeading = "Usage: ",
    customSynopsis = "memtracer setup",
    footerHeading = "%nExamples:%n",
    footer = {"  memtracer setup"})
final class SetupCommand extends HelpfulCommand {

  private final Console console;
  private final Backend backend;

  SetupCommand(final Console console, final Backend backend) {
    this.console = console;
    this.backend = backend;
  }

  @Override
  public Integer call() {
    backend.ensureDefaultGuest(console::say);
    return 0;
  }
}
