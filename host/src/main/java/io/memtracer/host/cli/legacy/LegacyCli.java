package io.memtracer.host.cli.legacy;

import io.memtracer.host.cli.Backend;
import io.memtracer.host.cli.Console;
import io.memtracer.host.cli.Installation;
import io.memtracer.host.report.Harmless;
import io.memtracer.host.status.ErrorCategory;
import io.memtracer.host.status.TraceException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;

/** The predecessor's command line: from arguments to an exit status. */
final class LegacyCli {

  private static final int HELP_WIDTH = 90;

  /** As of a program that SIGPIPE killed: standard output was closed. */
  private static final int DEAF = 128 + 13;

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
            .setExecutionExceptionHandler((e, command, parsed) -> failed(e, command));
  }

  int execute(final String... arguments) {
    final Set<String> options = line.getCommandSpec().optionsMap().keySet();
    final int status;
    try {
      status = line.execute(Abbreviations.of(options).expand(arguments));
    } catch (TraceException e) {
      return failed(e, line);
    }
    return console.out().checkError() ? DEAF : status;
  }

  private int badArguments(final ParameterException e) {
    say(Harmless.line(e.getMessage()));
    say("'memory_tracer --help' tells what there is");
    return ErrorCategory.USER.exitStatus();
  }

  private int failed(final Exception failure, final CommandLine command) {
    final ErrorCategory category =
        failure instanceof TraceException known ? known.category() : ErrorCategory.INTERNAL;
    if (failure instanceof TraceException) {
      say(Harmless.block(String.valueOf(failure.getMessage())));
    } else {
      say("a fault of memtracer's own, please report it: " + Harmless.line("" + failure));
    }
    if (category == ErrorCategory.INTERNAL || isVerbose(command)) {
      final StringWriter trace = new StringWriter();
      failure.printStackTrace(new PrintWriter(trace, true));
      console.err().print(Harmless.block(trace.toString()));
      console.err().flush();
    }
    return category.exitStatus();
  }

  private static boolean isVerbose(final CommandLine command) {
    return command.getParseResult() != null
        && command.getParseResult().matchedOptionValue("--verbose", false);
  }

  private void say(final String message) {
    console.err().println(LegacyCommand.NAME + ": " + message);
  }
}
