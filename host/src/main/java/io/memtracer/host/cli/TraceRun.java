package io.memtracer.host.cli;

import io.memtracer.host.report.FigurePair;
import io.memtracer.host.report.JsonFile;
import io.memtracer.host.report.JsonReport;
import io.memtracer.host.report.TextReport;
import io.memtracer.host.report.TextStyle;
import io.memtracer.host.report.TraceReport;
import io.memtracer.host.report.csv.CsvDirectory;
import io.memtracer.host.session.request.TraceRequest;
import io.memtracer.host.status.AnalyzerOutcome;
import io.memtracer.host.status.ErrorCategory;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Runs a request and tells what came of it: the workload's output as it comes, then the report on
 * standard output. With JSON on standard output, nothing else is there and all the rest goes to
 * standard error. Quiet, there is only the workload's output.
 */
final class TraceRun {

  private static final String STANDARD_OUTPUT = "-";

  private final Console console;
  private final Backend backend;
  private final boolean quiet;
  private final boolean verbose;
  private final boolean jsonOut;
  private final Optional<JsonFile> jsonFile;
  private final Optional<CsvDirectory> csv;
  private final Optional<ProcessTerminal> terminal;

  /**
   * Checks that the results can be written.
   *
   * @param quiet whether to show the workload's output only
   * @param verbose whether to show where analyzers failed, or are if they don't come back
   * @param json the file for the whole result, {@code -} for standard output; null for none
   * @param csv the directory for tables and pictures; null for none
   */
  TraceRun(
      final Console console,
      final Backend backend,
      final boolean quiet,
      final boolean verbose,
      final String json,
      final Path csv) {
    this.console = console;
    this.backend = backend;
    this.quiet = quiet;
    this.verbose = verbose;
    jsonOut = STANDARD_OUTPUT.equals(json);
    terminal = ProcessTerminal.find(console, jsonOut);
    this.csv =
        Optional.ofNullable(csv)
            .map(directory -> new CsvDirectory(NewDirectory.check("--csv", directory)));
    jsonFile = json == null || jsonOut ? Optional.empty() : Optional.of(JsonFile.at(Path.of(json)));
  }

  /** The terminal that a workload can have; empty if there is none. */
  Optional<ProcessTerminal> terminal() {
    return terminal;
  }

  /** Runs the request and returns the program's exit status. */
  int execute(final TraceRequest request) {
    return execute(request, List.of());
  }

  /** The same, with figures beside each other that should agree. */
  int execute(final TraceRequest request, final List<FigurePair> pairs) {
    final Backend.Run run = backend.prepare(request);
    final LiveDisplay display = display(run);
    WorkloadNotes.of(request.workload()).forEach(display::onNote);
    final TraceReport report = trace(run, display).comparing(pairs);
    tell(report);
    return display.sawUnusableJars()
        ? ExitStatus.ofRun(report).orElse(ErrorCategory.ANALYZER.exitStatus())
        : ExitStatus.of(report);
  }

  private static TraceReport trace(final Backend.Run run, final LiveDisplay display) {
    try (display) {
      return run.execute(display);
    }
  }

  private LiveDisplay display(final Backend.Run run) {
    final PrintStream output = jsonOut ? console.err() : console.out();
    return new LiveDisplay(
        output,
        console.err(),
        terminal.map(ProcessTerminal::screen).orElse(output),
        console.err(),
        console.errorColumns(),
        quiet,
        System::nanoTime,
        run::interrupt);
  }

  private void tellWhere(final AnalyzerOutcome analyzer) {
    analyzer
        .failure()
        .ifPresent(
            failure ->
                console.sayWhere(
                    "analyzer "
                        + analyzer.label()
                        + (failure.leftBehind() ? " is in " : " failed in ")
                        + failure.phase(),
                    failure.cause()));
  }

  private void tell(final TraceReport report) {
    if (!quiet) {
      final PrintStream to = jsonOut ? console.err() : console.out();
      final TextStyle style = jsonOut ? console.errorStyle() : console.outputStyle();
      to.print("\n" + new TextReport(style).render(report));
      to.flush();
    }
    if (verbose) {
      report.analyzers().forEach(this::tellWhere);
    }
    jsonFile.ifPresent(file -> file.write(report));
    csv.ifPresent(directory -> directory.write(report));
    if (jsonOut) {
      try {
        JsonReport.write(report, console.out());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      console.out().flush();
    }
  }
}
