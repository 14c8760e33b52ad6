package io.memtracer.host.cli.legacy;

import io.memtracer.host.cli.backend.Backend;
import io.memtracer.host.cli.backend.Installation;
import io.memtracer.host.cli.terminal.Console;
import io.memtracer.host.report.Harmless;
import io.memtracer.host.status.ErrorCategory;
import io.memtracer.host.status.TraceException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;

/** The predecessor's command line: from arguments to an exit status. */
final class LegacyCli {

  private static final int HELP_WIDTH = 90;

  private final Console console;
  private final CommandLine line;

  LegacyCli(
      final Console console,
      final Backend backend,
      final Installation installation,
      final InputStream standardInput) {
    this.console = console;
    line =
        new CommandLine(new LegacyCommand(console, backend, installation, standardInput))
            .setExpandAtFiles(false)
            .setOverwrittenOptionsAllowed(true)
            .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
            .setUsageHelpWidth(HELP_WIDTH)
            .setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8))
            .setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8))
            .setParameterExceptionHandler((e, arguments) -> badArguments(e))
            .setExecutionExceptionHandler(
                (e, command, parsed) -> console.sayFailure(e, isVerbose(command)));
  }

  int execute(final String... arguments) {
    final Set<String> options = line.getCommandSpec().optionsMap().keySet();
    final int status;
    try {
      status = line.execute(Abbreviations.of(options).expand(arguments));
    } catch (TraceException e) {
      return console.sayFailure(e, isVerbose(line));
    }
    return console.statusIfWritten(status);
  }

  private int badArguments(final ParameterException e) {
    console.say(Harmless.line(e.getMessage()));
    console.say("'memory_tracer --help' tells what there is");
    return ErrorCategory.USER.exitStatus();
  }

  private static boolean isVerbose(final CommandLine command) {
    return command.getParseResult() != null
        && command.getParseResult().matchedOptionValue("--verbose", false);
  }
}
