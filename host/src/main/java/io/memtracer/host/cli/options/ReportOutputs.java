package io.memtracer.host.cli.options;

import io.memtracer.host.cli.terminal.Console;
import io.memtracer.host.report.ReportFile;
import io.memtracer.host.report.TraceReport;
import io.memtracer.host.report.csv.CsvDirectory;
import io.memtracer.host.report.html.HtmlPage;
import io.memtracer.host.report.json.JsonReport;
import io.memtracer.host.report.text.TextReport;
import io.memtracer.host.report.text.TextStyle;
import io.memtracer.host.status.AnalyzerOutcome;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a report goes: text to standard output, JSON, a page and CSV to files. With JSON on
 * standard output, nothing else is there and all the rest goes to standard error. Quiet, there is
 * no text.
 */
public final class ReportOutputs {

  static final String STANDARD_OUTPUT = "-";

  private final Console console;
  private final boolean quiet;
  private final boolean verbose;
  private final boolean details;
  private final boolean jsonOut;
  private final Optional<ReportFile> jsonFile;
  private final Optional<ReportFile> page;
  private final Optional<CsvDirectory> csv;

  /**
   * Checks that all can be written.
   *
   * @param quiet whether to show the workload's output only
   * @param verbose whether to show where analyzers failed, or are if they don't come back
   * @param wishes where it is to go
   */
  ReportOutputs(
      final Console console,
      final boolean quiet,
      final boolean verbose,
      final OutputOptions wishes) {
    this.console = console;
    this.quiet = quiet;
    this.verbose = verbose;
    details = wishes.details;
    jsonOut = STANDARD_OUTPUT.equals(wishes.json);
    csv =
        Optional.ofNullable(wishes.csv)
            .map(directory -> new CsvDirectory(NewDirectory.check("--csv", directory)));
    jsonFile =
        wishes.json == null || jsonOut
            ? Optional.empty()
            : Optional.of(ReportFile.at("--json", Path.of(wishes.json)));
    page = Optional.ofNullable(wishes.html).map(file -> ReportFile.at("--html", file));
  }

  public boolean isQuiet() {
    return quiet;
  }

  /** Whether standard output is JSON's alone. */
  public boolean hasJsonOnStandardOutput() {
    return jsonOut;
  }

  /** Where people read. */
  public PrintStream text() {
    return jsonOut ? console.err() : console.out();
  }

  /** Writes all of it. Where one can't be written, the others are all the same. */
  public void tell(final TraceReport report) {
    if (!quiet) {
      final TextStyle style = jsonOut ? console.errorStyle() : console.outputStyle();
      final TextReport text = details ? new TextReport(style) : TextReport.brief(style);
      text().print("\n" + text.render(report));
      text().flush();
    }
    if (verbose) {
      report.analyzers().forEach(this::tellWhere);
    }
    try {
      csv.ifPresent(directory -> directory.write(report));
    } finally {
      try {
        page.ifPresent(file -> file.write(out -> HtmlPage.write(report, out)));
      } finally {
        json(report);
      }
    }
  }

  private void json(final TraceReport report) {
    jsonFile.ifPresent(file -> file.write(out -> JsonReport.write(report, out)));
    if (jsonOut) {
      try {
        JsonReport.write(report, console.out());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      console.out().flush();
    }
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
}
