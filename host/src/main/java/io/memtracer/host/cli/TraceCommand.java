package io.memtracer.host.cli;

import io.memtracer.host.cli.backend.Backend;
import io.memtracer.host.cli.backend.Installation;
import io.memtracer.host.cli.options.Choices;
import io.memtracer.host.cli.options.CompressionOption;
import io.memtracer.host.cli.options.DebugDirectories;
import io.memtracer.host.cli.options.ListenerOptions;
import io.memtracer.host.cli.options.LiveOption;
import io.memtracer.host.cli.options.OutputOptions;
import io.memtracer.host.cli.options.RunOptions;
import io.memtracer.host.cli.options.ThreadsOption;
import io.memtracer.host.cli.terminal.Console;
import io.memtracer.host.session.request.TraceRequestBuilder;
import io.memtracer.host.session.request.Transport;
import java.io.InputStream;
import java.nio.file.Path;
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
    customSynopsis = "memtracer trace [OPTIONS] -- WORKLOAD [ARGS...]",
    footerHeading = "%nExamples:%n",
    footer = {
      "  memtracer trace -- sort --parallel=1 words.txt",
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

  private final Console console;
  private final Backend backend;
  private final Installation installation;
  private final InputStream standardInput;

  @Mixin private RunOptions runs;

  @Mixin private ListenerOptions listeners;

  @Mixin private OutputOptions outputs;

  @Mixin private LiveOption live;

  @Mixin private DebugDirectories debugFiles;

  @Mixin private ThreadsOption threads;

  @Option(
      names = "--transport",
      paramLabel = "ring|fifo",
      description =
          "How records come from QEMU: through rings in shared memory (the default), or through a"
              + " FIFO, which is slower and needs no room there.")
  private String transport;

  @Option(
      names = "--record",
      paramLabel = "FILE",
      description =
          "Also record the trace in FILE, which must not be there: 'memtracer replay' has other"
              + " analyzers look at it later.")
  private Path record;

  @Mixin private CompressionOption compression;

  @Parameters(
      paramLabel = "WORKLOAD [ARGS...]",
      arity = "0..*",
      description =
          "A command of this machine, with its arguments; with --in-guest one of the guest's.")
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
    if (live.isWanted()) {
      listeners.requireAnalyzers("--live shows what analyzers find");
    }
    return new GuestRun(console, backend, standardInput, outputs.outputs(console, verbose), live)
        .execute(request(), listeners.pairs());
  }

  private TraceRequestBuilder request() {
    return runs.request(command, listeners.traced())
        .analyzers(listeners.analyzers())
        .onlyTask(listeners.onlyTask())
        .pluginDirectories(installation.analyzerDirectories(listeners.plugins()))
        .threads(threads.parsed())
        .transport(Optional.ofNullable(transport).map(TraceCommand::parseTransport))
        .fifo(listeners.fifo())
        .debugDirectories(debugFiles.all())
        .record(compression.recording("--record", record, listeners.traced()));
  }

  private static Transport parseTransport(final String text) {
    return Choices.isFirst("--transport", text, "ring", "fifo") ? Transport.RING : Transport.FIFO;
  }
}
