package io.memtracer.host.cli;

import io.memtracer.host.cli.terminal.Console;
import io.memtracer.host.report.ReportFile;
import io.memtracer.host.report.html.HtmlPage;
import io.memtracer.host.report.saved.Difference;
import io.memtracer.host.report.saved.DifferenceJson;
import io.memtracer.host.report.saved.DifferenceText;
import io.memtracer.host.report.saved.SavedReport;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what is different between reports that were kept. */
@Command(
    name = "diff",
    description =
        "Says which figures of two runs, or of several of each kind, are different, and by how"
            + " much. With several runs on each side only what is beyond their ranges counts.",
    synopsisHeading = "Usage: ",
    customSynopsis = "memtracer diff [--details] [--html FILE] BEFORE[,BEFORE...] AFTER[,AFTER...]",
    footerHeading = "%nExamples:%n",
    footer = {
      "  memtracer diff before.json after.json",
      "  memtracer diff --html diff.html b1.json,b2.json,b3.json a1.json,a2.json,a3.json"
    })
final class DiffCommand extends HelpfulCommand {

  private final Console console;

  @Option(names = "--details", description = "Show all that changed, not only what changed most.")
  private boolean details;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write it there as one page, which any browser shows offline.")
  private Path html;

  @Parameters(index = "0", paramLabel = "BEFORE", description = "JSON reports, with commas.")
  private String before;

  @Parameters(index = "1", paramLabel = "AFTER", description = "JSON reports, with commas.")
  private String after;

  DiffCommand(final Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    final Difference difference = Difference.between(reports(before), reports(after));
    if (html != null) {
      ReportFile.at("--html", html)
          .write(
              out -> HtmlPage.write(new ByteArrayInputStream(DifferenceJson.of(difference)), out));
    }
    console.out().print(new DifferenceText(console.outputStyle()).render(difference, details));
    return 0;
  }

  /** A file's name may have commas in it. */
  private static List<SavedReport> reports(final String files) {
    return Files.exists(Path.of(files))
        ? List.of(SavedReport.read(Path.of(files)))
        : Arrays.stream(files.split(",", -1)).map(Path::of).map(SavedReport::read).toList();
  }
}
