package io.memtracer.host.cli;

import io.memtracer.host.cli.backend.Backend;
import io.memtracer.host.cli.backend.Installation;
import io.memtracer.host.cli.options.AnalyzingOptions;
import io.memtracer.host.cli.options.OutputOptions;
import io.memtracer.host.cli.terminal.Console;
import io.memtracer.host.foreign.ForeignFormat;
import io.memtracer.host.session.request.TraceRequest;
import io.memtracer.host.session.request.WorkloadSpec;
import io.memtracer.host.status.TraceException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Has analyzers look at a trace of another program. */
@Command(
    name = "import",
    description =
        "Gives the accesses of a trace that another program has written to analyzers. FORMAT is"
            + " lackey (Valgrind), din (Dinero), champsim, drmemtrace (what its tool view prints)"
            + " or csv; files that end in .gz or .xz are unpacked meanwhile. docs/formats.md says"
            + " what each of them tells.",
    synopsisHeading = "Usage: ",
    customSynopsis = {
      "memtracer import FORMAT FILE [--analyzer NAME[:key=value,...]]... [--tool PATH]...",
      "                 [--compare KEY=KEY,...]... [--plugins DIR]... [--json FILE]",
      "                 [--html FILE] [--csv DIR] [--details] [--quiet]"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  valgrind --tool=lackey --trace-mem=yes --log-file=ls.lackey ls",
      "  memtracer import lackey ls.lackey --analyzer cache",
      "  memtracer import champsim mcf.trace.xz --analyzer reuse-distance",
      "",
      "The exit status is 0 if all went well; 2 (bad option), 3 (machine), 4 (analyzer), 5 (from",
      "some place on the file isn't of that format: the report is on what comes before), 70 (fault",
      "of memtracer) and 130 (interrupted) if not."
    })
final class ImportCommand extends HelpfulCommand {

  private final Console console;
  private final Backend backend;
  private final Installation installation;

  @Parameters(
      index = "0",
      paramLabel = "FORMAT",
      description = "lackey, din, champsim, drmemtrace or csv.")
  private String format;

  @Parameters(index = "1", paramLabel = "FILE", description = "The trace.")
  private Path file;

  @Mixin private AnalyzingOptions analyzing;

  @Mixin private OutputOptions outputs;

  ImportCommand(final Console console, final Backend backend, final Installation installation) {
    this.console = console;
    this.backend = backend;
    this.installation = installation;
  }

  @Override
  public Integer call() {
    final ForeignFormat known =
        ForeignFormat.of(format)
            .orElseThrow(
                () ->
                    TraceException.user(
                        "FORMAT must be one of %s, but '%s' isn't"
                            .formatted(String.join(", ", ForeignFormat.words()), format)));
    console.say("not in " + known.word() + ": " + known.unknown());
    final TraceRequest request =
        TraceRequest.of(new WorkloadSpec(file.toString(), List.of(), true))
            .analyzers(analyzing.analyzers())
            .onlyTask(analyzing.onlyTask())
            .pluginDirectories(installation.analyzerDirectories(analyzing.plugins()))
            .build();
    return new TraceRun(console, backend, outputs.outputs(console, verbose))
        .replay(backend.prepareImport(file, known, request), analyzing.pairs());
  }
}
