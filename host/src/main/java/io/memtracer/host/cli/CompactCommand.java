package io.memtracer.host.cli;

import io.memtracer.host.cli.terminal.Console;
import io.memtracer.host.recording.format.Compression;
import io.memtracer.host.recording.read.RecordedTrace;
import io.memtracer.host.recording.write.Compactor;
import io.memtracer.host.recording.write.TargetFile;
import io.memtracer.host.report.Harmless;
import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a recorded trace smaller. */
@Command(
    name = "compact",
    description =
        "Writes a recorded trace anew in less room, which takes longer than recording: its records"
            + " stay as they are.",
    synopsisHeading = "Usage: ",
    customSynopsis = "memtracer compact FILE -o SMALLER",
    footerHeading = "%nExamples:%n",
    footer = "  memtracer compact sort.mtrace -o sort.small.mtrace")
final class CompactCommand extends HelpfulCommand {

  private final Console console;

  @Parameters(paramLabel = "FILE", description = "A recorded trace, which must be whole.")
  private Path file;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "SMALLER",
      required = true,
      description = "Where the smaller one goes; it must not be there.")
  private Path output;

  CompactCommand(final Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    TargetFile.check(output);
    try (RecordedTrace trace = RecordedTrace.open(file)) {
      trace
          .problem()
          .ifPresent(
              what -> {
                throw TraceException.guest(what);
              });
      final long bytes = compact(trace);
      console
          .out()
          .printf(
              Locale.ROOT,
              "%s: %,d bytes instead of %,d, %.3f a record%n",
              Harmless.line(output.toString()),
              bytes,
              trace.bytes(),
              (double) bytes / Math.max(1, trace.records()));
      return 0;
    }
  }

  private long compact(final RecordedTrace trace) throws IOException {
    try (Compactor compactor = new Compactor(TargetFile.create(output), Compression.SMALL)) {
      trace.blocks(compactor::add);
      return compactor.finish();
    }
  }
}
