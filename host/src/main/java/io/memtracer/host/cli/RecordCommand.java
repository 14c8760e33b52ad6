package io.memtracer.host.cli;

import io.memtracer.host.cli.backend.Backend;
import io.memtracer.host.cli.options.CompressionOption;
import io.memtracer.host.cli.options.OutputOptions;
import io.memtracer.host.cli.options.RunOptions;
import io.memtracer.host.cli.terminal.Console;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Records the trace of a workload, for analyzers that look at it later. */
@Command(
    name = "record",
    description =
        "Runs a program in the guest and records its memory accesses in a file, without analyzing"
            + " them.",
    synopsisHeading = "Usage: ",
    customSynopsis = {
      "memtracer record -o FILE [--compression fast|normal|small] [OPTIONS] -- WORKLOAD [ARGS...]",
      "where OPTIONS are those of 'memtracer trace' about the workload, its guest, and which of",
      "its accesses are traced."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  memtracer record -o sort.mtrace -- ./sort 100000",
      "  memtracer replay sort.mtrace --analyzer cache --analyzer reuse-distance",
      "  memtracer info sort.mtrace",
      "",
      "'memtracer trace --record FILE' records and analyzes in one run. The exit status is as that",
      "of 'trace'; it is 3 if the recording had to end before the run, as on a full disk."
    })
final class RecordCommand extends HelpfulCommand {

  private final Console console;
  private final Backend backend;
  private final InputStream standardInput;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      required = true,
      description = "Where the trace is recorded; FILE must not be there.")
  private Path output;

  @Mixin private CompressionOption compression;

  @Mixin private RunOptions runs;

  @Mixin private OutputOptions outputs;

  @Parameters(
      paramLabel = "WORKLOAD [ARGS...]",
      arity = "0..*",
      description = "The program, with its arguments.")
  private List<String> command = new ArrayList<>();

  RecordCommand(final Console console, final Backend backend, final InputStream standardInput) {
    this.console = console;
    this.backend = backend;
    this.standardInput = standardInput;
  }

  @Override
  public Integer call() {
    return new GuestRun(console, backend, standardInput, outputs.outputs(console, verbose))
        .execute(
            runs.request(command, true).record(compression.recording("-o", output, true)),
            List.of());
  }
}
