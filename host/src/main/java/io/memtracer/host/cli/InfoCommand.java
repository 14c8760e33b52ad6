package io.memtracer.host.cli;

import io.memtracer.host.cli.terminal.Console;
import io.memtracer.host.recording.read.RecordedTrace;
import io.memtracer.host.status.ErrorCategory;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Says what a recorded trace is. */
@Command(
    name = "info",
    description =
        "Says what was recorded in a file: which run, how many records, tasks and phases, and"
            + " whether it is whole. The records themselves aren't read.",
    synopsisHeading = "Usage: ",
    customSynopsis = "memtracer info FILE",
    footerHeading = "%nExamples:%n",
    footer = {
      "  memtracer info sort.mtrace",
      "",
      "The exit status is 0 if it is whole, 5 if it is incomplete, and 2 if it is no recorded"
          + " trace."
    })
final class InfoCommand extends HelpfulCommand {

  private final Console console;

  @Parameters(paramLabel = "FILE", description = "A recorded trace.")
  private Path file;

  InfoCommand(final Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (RecordedTrace trace = RecordedTrace.open(file)) {
      InfoText.lines(trace).forEach(console.out()::println);
      return trace.problem().isPresent() ? ErrorCategory.GUEST.exitStatus() : 0;
    }
  }
}
