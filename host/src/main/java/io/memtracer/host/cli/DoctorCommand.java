package io.memtracer.host.cli;

import io.memtracer.host.cli.backend.Backend;
import io.memtracer.host.cli.backend.Backend.Check;
import io.memtracer.host.cli.terminal.Console;
import io.memtracer.host.report.Harmless;
import io.memtracer.host.report.text.TextStyle;
import io.memtracer.host.status.ErrorCategory;
import java.util.List;
import picocli.CommandLine.Command;

/** Checks each thing a run needs. */
@Command(
    name = "doctor",
    description = "Checks each thing a run needs and says how to mend what is missing.",
    synopsisHeading = "Usage: ",
    customSynopsis = "memtracer doctor",
    footerHeading = "%nExamples:%n",
    footer = {"  memtracer doctor", "", "The exit status is 3 if something is missing."})
final class DoctorCommand extends HelpfulCommand {

  private final Console console;
  private final Backend backend;

  DoctorCommand(final Console console, final Backend backend) {
    this.console = console;
    this.backend = backend;
  }

  @Override
  public Integer call() {
    final List<Check> checks = backend.checks();
    int widest = 0;
    for (final Check check : checks) {
      widest = Math.max(widest, check.subject().length());
    }
    long missing = 0;
    for (final Check check : checks) {
      console.out().println(line(check, widest));
      if (!check.remedy().isEmpty()) {
        console.out().println(" ".repeat(widest + 11) + "-> " + Harmless.line(check.remedy()));
      }
      missing += check.state() == Check.State.MISSING ? 1 : 0;
    }
    console.out().println();
    console
        .out()
        .println(missing == 0 ? "All a run needs is there." : missing + " missing, see above.");
    return missing == 0 ? 0 : ErrorCategory.ENVIRONMENT.exitStatus();
  }

  private String line(final Check check, final int widest) {
    final TextStyle style = console.outputStyle();
    final String state =
        switch (check.state()) {
          case FINE -> style.good("fine   ");
          case POOR -> style.bold("poor   ");
          case MISSING -> style.alarm("MISSING");
        };
    return state
        + "  "
        + check.subject()
        + " ".repeat(widest - check.subject().length() + 2)
        + Harmless.line(check.finding());
  }
}
