package io.memtracer.host.cli;

import io.memtracer.api.Sampling;
import io.memtracer.host.guest.GuestRecipe;
import io.memtracer.host.posix.OwnProcess;
import io.memtracer.host.session.request.GuestChoice;
import io.memtracer.host.session.request.OnFull;
import io.memtracer.host.session.request.TraceRequest;
import io.memtracer.host.session.request.TraceRequestBuilder;
import io.memtracer.host.session.request.Transport;
import io.memtracer.host.status.TaskChoice;
import io.memtracer.host.status.TraceException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Traces a workload. */
@Command(
    name = "trace",
    description = "Runs a program in the guest and streams its memory accesses into analyzers.",
    synopsisHeading = "Usage: ",
    customSynopsis = {
      "memtracer trace [--analyzer NAME[:key=value,...]]... [--tool PATH]...",
      "                       [--compare KEY=KEY,...]... [--fifo PATH] [--user-only] [--no-tasks]",
      "                       [--only-task NAME|workload] [--exact-instructions]",
      "                       [--phases-only] [--from FUNCTION] [--until FUNCTION]",
      "                       [--skip N] [--max-records N]",
      "                       [--sample BLOCK_LOG2:RATIO_LOG2] [--timeout DURATION]",
      "                       [--on-full wait|drop] [--guest NAME] [--vcpus N] [--ram MIB]",
      "                       [--threads shared|dedicated] [--transport ring|fifo] [--untraced]",
      "                       [--plugins DIR]... [--qemu PATH] [--json FILE] [--html FILE]",
      "                       [--csv DIR] [--quiet]",
      "                       [--in-guest] [--unwrapped [--ready-timeout DURATION]]",
      "                       -- WORKLOAD [ARGS...]"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  memtracer trace -- ./sort 100000",
      "  memtracer trace --analyzer working-set:page-size=64K --user-only -- ./sort 100000",
      "  memtracer trace --sample 16:4 --timeout 30s --json sort.json -- ./sort 100000",
      "  memtracer trace --in-guest -- /bin/ls /",
      "  memtracer trace --tool ./count-by-cpl --analyzer working-set -- ./sort 100000",
      "  memtracer trace --tool ./count-by-cpl --analyzer kernel-user-split \\",
      "                  --compare user-loads=user/loads,user-stores=user/stores -- ./sort 100000",
      "",
      "The workload's output comes as it comes, the report follows on standard output; with",
      "'--json -' only JSON is there. The exit status is the workload's; memtracer's own errors",
      "are 2 (bad option), 3 (machine), 4 (analyzer), 5 (guest or QEMU), 70 (fault of memtracer)",
      "and 130 (interrupted)."
    })
final class TraceCommand extends HelpfulCommand {

  private static final int MAX_VCPUS = 255;

  private final Console console;
  private final Backend backend;
  private final Installation installation;
  private final InputStream standardInput;

  @Mixin private ListenerOptions listeners;

  @Mixin private WorkloadOptions workloads;

  @Mixin private SelectionOptions selections;

  @Option(names = "--user-only", description = "Trace user code (CPL 3) only.")
  private boolean userOnly;

  @Option(
      names = "--exact-instructions",
      description = "Count each instruction by itself: slower, by a quarter or so.")
  private boolean exactInstructions;

  @Option(
      names = "--no-tasks",
      description = "Don't tell records apart by the task of the guest that made them.")
  private boolean noTasks;

  @Option(
      names = "--only-task",
      paramLabel = "NAME|workload",
      description =
          "Give the analyzers only what was done by tasks of that name, or that execute a program"
              + " of that name or path; or by the command and all that comes of it: workload."
              + " The kernel's work for them is among it.")
  private String onlyTask;

  @Option(
      names = "--sample",
      paramLabel = "BLOCK_LOG2:RATIO_LOG2",
      description =
          "Trace a block of 2^BLOCK_LOG2 accesses, skip 2^RATIO_LOG2 - 1 blocks, and so on."
              + " Their sum is at most 64. Default: trace all.")
  private String sample;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      description = "Stop the workload after that time: 4, 4s, 250ms, 2m. Default: never.")
  private String timeout;

  @Option(
      names = "--on-full",
      paramLabel = "wait|drop",
      description =
          "When analyzers can't keep up: the guest waits and nothing is lost (the default), or"
              + " records are dropped and counted.")
  private String onFull = "wait";

  @Option(
      names = "--guest",
      paramLabel = "NAME",
      description = "The guest to run in; 'memtracer guest list' lists them. Default: default.")
  private String guest = GuestRecipe.DEFAULT_NAME;

  @Option(
      names = "--vcpus",
      paramLabel = "N",
      description =
          "How many vCPUs the guest has. A default guest with so many is built the first time,"
              + " which takes a minute or two; others have those they were built with.")
  private String vcpus;

  @Option(
      names = "--ram",
      paramLabel = "MIB",
      description = "How much memory the guest has. Default: as built, 1024 for the default guest.")
  private Integer ramMib;

  @Option(
      names = "--threads",
      paramLabel = "shared|dedicated",
      description =
          "All analyzers in turn on one thread (the default, and right for few cores), or a thread"
              + " for each.")
  private String threads = "shared";

  @Option(
      names = "--transport",
      paramLabel = "ring|fifo",
      description =
          "How records come from QEMU: through rings in shared memory (the default), or through a"
              + " FIFO, which is slower and needs no room there.")
  private String transport;

  @Option(
      names = "--plugins",
      paramLabel = "DIR",
      description = "One more folder with analyzer JARs; may be repeated.")
  private List<Path> plugins = new ArrayList<>();

  @Option(
      names = "--qemu",
      paramLabel = "PATH",
      description = "qemu-system-x86_64, or a directory that has it. Default: the newest in PATH.")
  private Path qemu;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description =
          "Write the whole result there as JSON (docs/json-report.md); - for standard output.")
  private String json;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write the report there as one page, which any browser shows offline.")
  private Path html;

  @Option(
      names = "--csv",
      paramLabel = "DIR",
      description =
          "Write every table, series and picture there as CSV files; DIR must be new or empty.")
  private Path csv;

  @Option(names = "--quiet", description = "No progress and no report: the workload's output only.")
  private boolean quiet;

  @Parameters(
      paramLabel = "WORKLOAD [ARGS...]",
      arity = "0..*",
      description = "The program, sent to the guest with its arguments.")
  private List<String> command = new ArrayList<>();

  TraceCommand(
      final Console console,
      final Backend backend,
      final Installation installation,
      final InputStream standardInput) {
    this.console = console;
    this.backend = backend;
    this.installation = installation;
    this.standardInput = standardInput;
  }

  @Override
  public Integer call() {
    final TraceRequestBuilder request = request();
    final TraceRun run =
        new TraceRun(console, backend, new ReportOutputs(console, quiet, verbose, json, html, csv));
    run.terminal()
        .ifPresent(
            terminal ->
                request
                    .terminal(Optional.of(terminal))
                    .standardInput(
                        new TypedInput(standardInput, System::nanoTime, OwnProcess::interrupt)));
    return run.execute(request.build(), listeners.pairs());
  }

  private TraceRequestBuilder request() {
    return TraceRequest.of(workloads.workload(command))
        .standardInput(standardInput)
        .traced(listeners.traced())
        .analyzers(listeners.analyzers())
        .userOnly(userOnly)
        .exactInstructions(exactInstructions)
        .tasks(!noTasks)
        .onlyTask(onlyTask == null ? TaskChoice.ALL : parseTask(onlyTask))
        .sampling(sampling())
        .selection(selections.selection(listeners.traced(), sampling()))
        .timeout(Optional.ofNullable(timeout).map(TraceCommand::parseTimeout))
        .onFull(choice("--on-full", onFull, "wait", "drop") ? OnFull.WAIT : OnFull.DROP)
        .guest(
            new GuestChoice.Named(
                guest,
                Optional.ofNullable(vcpus).map(TraceCommand::parseVcpus),
                Optional.ofNullable(ramMib)))
        .pluginDirectories(installation.analyzerDirectories(directories()))
        .dedicatedThreads(!choice("--threads", threads, "shared", "dedicated"))
        .transport(Optional.ofNullable(transport).map(TraceCommand::parseTransport))
        .fifo(listeners.fifo())
        .qemu(Optional.ofNullable(qemu));
  }

  private Sampling sampling() {
    return sample == null ? Sampling.ALL : Samplings.parse("--sample", sample);
  }

  private List<Path> directories() {
    for (final Path directory : plugins) {
      if (!Files.isDirectory(directory)) {
        throw TraceException.user("--plugins must be a directory, but " + directory + " isn't");
      }
    }
    return plugins;
  }

  private static TaskChoice parseTask(final String name) {
    if (name.isEmpty()) {
      throw TraceException.user("--only-task needs the name of a task or program, or workload");
    }
    return new TaskChoice(name);
  }

  private static Duration parseTimeout(final String text) {
    return Durations.parse("--timeout", text);
  }

  private static Transport parseTransport(final String text) {
    return choice("--transport", text, "ring", "fifo") ? Transport.RING : Transport.FIFO;
  }

  private static int parseVcpus(final String text) {
    if (!text.matches("[0-9]{1,3}")
        || Integer.parseInt(text) < 1
        || Integer.parseInt(text) > MAX_VCPUS) {
      throw TraceException.user(
          "--vcpus must be in range [1, " + MAX_VCPUS + "], but " + text + " isn't");
    }
    return Integer.parseInt(text);
  }

  /** Whether a choice of two is the first. */
  private static boolean choice(
      final String option, final String text, final String first, final String second) {
    if (!text.equals(first) && !text.equals(second)) {
      throw TraceException.user(
          option + " must be " + first + " or " + second + ", but " + text + " isn't");
    }
    return text.equals(first);
  }
}
