package io.memtracer.host.cli;

import io.memtracer.host.cli.backend.Backend;
import io.memtracer.host.cli.backend.Installation;
import io.memtracer.host.cli.options.AnalyzingOptions;
import io.memtracer.host.cli.options.DebugDirectories;
import io.memtracer.host.cli.options.OutputOptions;
import io.memtracer.host.cli.terminal.Console;
import io.memtracer.host.recording.read.Range;
import io.memtracer.host.session.Replay;
import io.memtracer.host.session.request.AnalyzerThreads;
import io.memtracer.host.session.request.TraceRequest;
import io.memtracer.host.session.request.TraceRequestBuilder;
import io.memtracer.host.session.request.WorkloadSpec;
import io.memtracer.host.status.TraceException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Has analyzers look at a recorded trace. */
@Command(
    name = "replay",
    description = "Gives the records of a recorded trace to analyzers, as they came in its run.",
    synopsisHeading = "Usage: ",
    customSynopsis = {
      "memtracer replay FILE [--analyzer NAME[:key=value,...]]... [--tool PATH]...",
      "                 [--by cpl,program,phase] [--only-task NAME|workload]",
      "                 [--compare KEY=KEY,...]... [--from RECORD] [--to RECORD] [--threads N]",
      "                 [--sample-lines RATE] [--debug-dir DIR]... [--plugins DIR]...",
      "                 [--json FILE] [--html FILE] [--csv DIR] [--details] [--quiet]"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  memtracer replay sort.mtrace --analyzer cache --analyzer reuse-distance",
      "  memtracer replay sort.mtrace --from 1000000 --to 2000000 --json part.json",
      "",
      "The exit status is 0 if all went well, whatever that of the recorded program was; 2 (bad",
      "option or no recorded trace), 3 (machine), 4 (analyzer), 5 (the trace is incomplete), 70",
      "(fault of memtracer) and 130 (interrupted) if not."
    })
final class ReplayCommand extends HelpfulCommand {

  private final Console console;
  private final Backend backend;
  private final Installation installation;

  @Parameters(paramLabel = "FILE", description = "A recorded trace.")
  private Path file;

  @Mixin private AnalyzingOptions analyzing;

  @Mixin private OutputOptions outputs;

  @Mixin private DebugDirectories debugFiles;

  @Option(
      names = "--from",
      paramLabel = "RECORD",
      description = "Begin with that record, counted from 0.")
  private String from;

  @Option(
      names = "--to",
      paramLabel = "RECORD",
      description = "End before that record, counted from 0.")
  private String to;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "Look at pieces of the trace on N threads, for analyzers that can put together what they"
              + " find in each; each of the others looks at all of it, in order, on one more, or on"
              + " N if they can share its work (cache). Default: 1.")
  private String threads = "1";

  ReplayCommand(final Console console, final Backend backend, final Installation installation) {
    this.console = console;
    this.backend = backend;
    this.installation = installation;
  }

  @Override
  public Integer call() {
    final TraceRequestBuilder request =
        TraceRequest.of(new WorkloadSpec(file.toString(), List.of(), true))
            .analyzers(analyzing.analyzers())
            .onlyTask(analyzing.onlyTask())
            .threads(AnalyzerThreads.of(threads()))
            .pluginDirectories(installation.analyzerDirectories(analyzing.plugins()));
    return new TraceRun(console, backend, outputs.outputs(console, verbose))
        .replay(
            backend.prepareReplay(new Replay(file, range(), threads(), debugFiles.all()), request),
            analyzing.pairs());
  }

  private Range range() {
    final Range range =
        new Range(
            from == null ? Range.ALL.from() : number("--from", from),
            to == null ? Range.ALL.to() : number("--to", to));
    if (range.from() >= range.to()) {
      throw TraceException.user(
          "--to must be behind --from, but %d isn't behind %d".formatted(range.to(), range.from()));
    }
    return range;
  }

  private int threads() {
    if (!threads.matches("[0-9]{1,3}") || Integer.parseInt(threads) < 1) {
      throw TraceException.user("--threads must be in range [1, 999], but " + threads + " isn't");
    }
    return Integer.parseInt(threads);
  }

  private static long number(final String option, final String text) {
    if (!text.matches("[0-9]{1,18}")) {
      throw TraceException.user(option + " must be the number of a record, but " + text + " isn't");
    }
    return Long.parseLong(text);
  }
}
