package io.memtracer.host.cli;

import io.memtracer.host.report.ReportFile;
import io.memtracer.host.report.html.HtmlPage;
import io.memtracer.host.report.saved.SavedReport;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a page of a report that was kept. */
@Command(
    name = "report",
    description =
        "Makes one page of a report that 'memtracer trace --json FILE' has written: the same as"
            + " 'memtracer trace --html FILE' makes of the run.",
    synopsisHeading = "Usage: ",
    customSynopsis = "memtracer report --html FILE REPORT",
    footerHeading = "%nExamples:%n",
    footer = {"  memtracer report --html run.html run.json"})
final class ReportCommand extends HelpfulCommand {

  @Option(
      names = "--html",
      required = true,
      paramLabel = "FILE",
      description = "Write the page there: one file, which any browser shows offline.")
  private Path html;

  @Parameters(paramLabel = "REPORT", description = "The JSON report.")
  private Path report;

  @Override
  public Integer call() {
    final SavedReport saved = SavedReport.read(report);
    ReportFile.at("--html", html).write(out -> HtmlPage.write(saved.open(), out));
    return 0;
  }
}
