package io.memtracer.host.cli;

import io.memtracer.host.status.TraceException;
import picocli.CommandLine.Command;

/** Here for its help alone: the tests build what this program is made of. */
@Command(
    name = "test",
    description = "Sets up what is missing, builds everything and runs all tests.",
    synopsisHeading = "Usage: ",
    customSynopsis = "memtracer test",
    footerHeading = "%nExamples:%n",
    footer = {"  memtracer test", "", "The exit status is that of 'mvn verify'."})
final class TestCommand extends HelpfulCommand {

  @Override
  public Integer call() {
    throw TraceException.user("the launcher runs the tests: use './memtracer test'");
  }
}
