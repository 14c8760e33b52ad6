package io.memtracer.host.cli;

import io.memtracer.host.cli.backend.Backend;
import io.memtracer.host.cli.terminal.Console;
import io.memtracer.host.report.Harmless;
import io.memtracer.host.status.TraceException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Builds, prepares, lists and removes guests. */
@Command(
    name = "guest",
    description = "Builds, prepares, lists and removes guests.",
    synopsisHeading = "Usage: ",
    customSynopsis = "memtracer guest build|prepare|list|positionals|remove [NAME]",
    footerHeading = "%nExamples:%n",
    footer = {
      "  memtracer guest build",
      "  memtracer guest list",
      "  memtracer guest remove default"
    })
final class GuestCommand extends HelpfulCommand {

  @Override
  public Integer call() {
    throw TraceException.user(
        "guest must be followed by build, prepare, list, positionals or remove");
  }

  /** Lists all. */
  @Command(
      name = "list",
      description = "Lists the guests that are built.",
      synopsisHeading = "Usage: ",
      customSynopsis = "memtracer guest list",
      footerHeading = "%nExamples:%n",
      footer = {"  memtracer guest list"})
  static final class ListAll extends HelpfulCommand {

    private static final int MEBI = 1 << 20;

    private final Console console;
    private final Backend backend;

    ListAll(final Console console, final Backend backend) {
      this.console = console;
      this.backend = backend;
    }

    @Override
    public Integer call() {
      final List<Backend.Guest> guests = backend.guests();
      if (guests.isEmpty()) {
        console.out().println("no guest is built; './memtracer guest build' builds one");
      }
      for (final Backend.Guest guest : guests) {
        console
            .out()
            .println(
                console.outputStyle().bold(Harmless.line(guest.name()))
                    + "  "
                    + Harmless.line(guest.description())
                    + ", "
                    + (guest.bytes() + MEBI - 1) / MEBI
                    + " MiB in "
                    + Harmless.line(guest.directory().toString()));
      }
      return 0;
    }
  }

  /** Removes one. */
  @Command(
      name = "remove",
      description = "Removes a guest.",
      synopsisHeading = "Usage: ",
      customSynopsis = "memtracer guest remove NAME",
      footerHeading = "%nExamples:%n",
      footer = {"  memtracer guest remove default"})
  static final class Remove extends HelpfulCommand {

    private final Console console;
    private final Backend backend;

    @Parameters(paramLabel = "NAME", description = "Which guest.")
    private String name;

    Remove(final Console console, final Backend backend) {
      this.console = console;
      this.backend = backend;
    }

    @Override
    public Integer call() {
      backend.removeGuest(name);
      console.say("removed guest " + Harmless.line(name));
      return 0;
    }
  }
}
