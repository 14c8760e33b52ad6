package io.memtracer.host.cli.options;

import io.memtracer.host.cli.terminal.Console;
import io.memtracer.host.status.TraceException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where results go, and how much of them. */
public final class OutputOptions {

  @Option(
      names = "--details",
      description =
          "Show all tables and pictures of every analyzer, not only what they found in sentences.")
  boolean details;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description =
          "Write the whole result there as JSON (docs/json-report.md); - for standard output.")
  String json;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write the report there as one page, which any browser shows offline.")
  Path html;

  @Option(
      names = "--csv",
      paramLabel = "DIR",
      description =
          "Write every table, series and picture there as CSV files; DIR must be new or empty.")
  Path csv;

  @Option(names = "--quiet", description = "No progress and no report: the workload's output only.")
  private boolean quiet;

  /** The same beneath each of these places, as a file or directory of that name. */
  OutputOptions beneath(final String name) {
    if (ReportOutputs.STANDARD_OUTPUT.equals(json)) {
      throw TraceException.user("--json - is for one trace: of several, name a directory");
    }
    final OutputOptions one = new OutputOptions();
    one.details = details;
    one.quiet = quiet;
    one.json = json == null ? null : Path.of(json, name + ".json").toString();
    one.html = html == null ? null : html.resolve(name + ".html");
    one.csv = csv == null ? null : csv.resolve(name);
    return one;
  }

  /**
   * Checks that all can be written.
   *
   * @param verbose whether to show where analyzers failed, or are if they don't come back
   */
  public ReportOutputs outputs(final Console console, final boolean verbose) {
    return new ReportOutputs(console, quiet, verbose, this);
  }
}
