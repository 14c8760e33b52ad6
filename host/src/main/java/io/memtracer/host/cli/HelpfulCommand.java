package io.memtracer.host.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/** What every command understands. */
abstract class HelpfulCommand implements Callable<Integer> {

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this text and exit.")
  boolean help;

  @Option(
      names = "--verbose",
      description =
          "Show the stack trace of an error, and of an analyzer that fails or does not come back.")
  boolean verbose;
}
