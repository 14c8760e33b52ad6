package io.memtracer.host.cli;

import io.memtracer.host.cli.backend.Backend;
import io.memtracer.host.cli.backend.Installation;
import io.memtracer.host.cli.terminal.Console;
import io.memtracer.host.report.Harmless;
import io.memtracer.host.status.ErrorCategory;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** All commands: from arguments to an exit status, without leaving the virtual machine. */
final class Cli {

  private static final int HELP_WIDTH = 90;

  private final Console console;
  private final CommandLine commands;

  Cli(
      final Console console,
      final Backend backend,
      final Installation installation,
      final InputStream standardInput) {
    this.console = console;
    commands =
        new CommandLine(new RootCommand(console))
            .addSubcommand(new DemoCommand(console, backend, installation))
            .addSubcommand(new TraceCommand(console, backend, installation, standardInput))
            .addSubcommand(new RecordCommand(console, backend, standardInput))
            .addSubcommand(new ReplayCommand(console, backend, installation))
            .addSubcommand(new ClusterReplayCommand(console, backend, installation))
            .addSubcommand(new ImportCommand(console, backend, installation))
            .addSubcommand(new InfoCommand(console))
            .addSubcommand(new CheckCommand(console))
            .addSubcommand(new CompactCommand(console))
            .addSubcommand(new ReportCommand())
            .addSubcommand(new DiffCommand(console))
            .addSubcommand(new AnalyzersCommand(console, backend, installation))
            .addSubcommand(
                new NewCommand(console, backend, installation, Path.of("").toAbsolutePath()))
            .addSubcommand(
                new CommandLine(new GuestCommand())
                    .addSubcommand(new GuestBuildCommand(console, backend))
                    .addSubcommand(new GuestCommand.ListAll(console, backend))
                    .addSubcommand(new GuestPrepareCommand(console, backend))
                    .addSubcommand(new GuestPositionalsCommand(console, backend))
                    .addSubcommand(new GuestCommand.Remove(console, backend)))
            .addSubcommand(new SetupCommand(console, backend))
            .addSubcommand(new DoctorCommand(console, backend))
            .addSubcommand(new TestCommand())
            .addSubcommand(new DistCommand());
    // A workload's arguments are its own: "@file", "-x" and "--" mean what they mean to it.
    commands.getSubcommands().get("trace").setStopAtPositional(true);
    commands.getSubcommands().get("record").setStopAtPositional(true);
    commands
        .setExpandAtFiles(false)
        .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
        .setUsageHelpWidth(HELP_WIDTH)
        .setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8))
        .setParameterExceptionHandler((e, args) -> badArguments(e))
        .setExecutionExceptionHandler(
            (e, command, parsed) -> console.sayFailure(e, isVerbose(parsed)));
  }

  int execute(final String... arguments) {
    final int status = commands.execute(arguments);
    return console.statusIfWritten(status);
  }

  /** The model of all commands, for what is generated from it. */
  CommandLine model() {
    return commands;
  }

  private int badArguments(final ParameterException e) {
    final String name = e.getCommandLine().getCommandSpec().qualifiedName();
    console.say(Harmless.line(e.getMessage()));
    console.err().println("'" + name + " --help' tells what there is");
    return ErrorCategory.USER.exitStatus();
  }

  private static boolean isVerbose(final ParseResult parsed) {
    final List<CommandLine> used = parsed.asCommandLineList();
    final CommandLine last = used.get(used.size() - 1);
    return last.getParseResult() != null
        && last.getParseResult().matchedOptionValue("--verbose", false);
  }
}
