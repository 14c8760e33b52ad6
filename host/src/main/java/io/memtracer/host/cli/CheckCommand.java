package io.memtracer.host.cli;

import io.memtracer.host.cli.terminal.Console;
import io.memtracer.host.recording.read.RecordedTrace;
import io.memtracer.host.report.Harmless;
import io.memtracer.host.status.ErrorCategory;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Says whether a recorded trace is what it says. */
@Command(
    name = "check",
    description =
        "Reads all of a recorded trace: every checksum and the index must be right, and each part"
            + " must have as many records as it says.",
    synopsisHeading = "Usage: ",
    customSynopsis = "memtracer check FILE",
    footerHeading = "%nExamples:%n",
    footer = {
      "  memtracer check sort.mtrace",
      "",
      "The exit status is 0 if all is right, 5 if something isn't, and 2 if it is no recorded",
      "trace."
    })
final class CheckCommand extends HelpfulCommand {

  private final Console console;

  @Parameters(paramLabel = "FILE", description = "A recorded trace.")
  private Path file;

  CheckCommand(final Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (RecordedTrace trace = RecordedTrace.open(file)) {
      final Optional<String> problem = trace.check();
      if (problem.isPresent()) {
        console.say(Harmless.line(problem.get()));
        return ErrorCategory.GUEST.exitStatus();
      }
      console
          .out()
          .printf(
              Locale.ROOT,
              "%s is whole: %,d records in %,d chunks%n",
              Harmless.line(file.toString()),
              trace.records(),
              trace.chunks());
      return 0;
    }
  }
}
