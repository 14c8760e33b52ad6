package io.memtracer.host.report.text;

import io.memtracer.host.report.FindingWords;
import io.memtracer.host.report.LeadingFinding;
import io.memtracer.host.report.TraceReport;
import io.memtracer.host.status.AnalyzerOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A report for people: what was run, what each analyzer found, where every record went, how long it
 * took.
 */
public final class TextReport {

  private static final int FINDING_INDENT = 2;

  private final TextStyle style;
  private final boolean details;

  /** One with everything. */
  public TextReport(final TextStyle style) {
    this(style, true);
  }

  private TextReport(final TextStyle style, final boolean details) {
    this.style = style;
    this.details = details;
  }

  /** One of a screen: of analyzers that say in sentences what they found, only that. */
  public static TextReport brief(final TextStyle style) {
    return new TextReport(style, false);
  }

  /** The whole report, each line ended by a line feed. */
  public String render(final TraceReport report) {
    final List<String> lines = new ArrayList<>(new HeadText(style).lines(report));
    lines.addAll(findings(report));
    if (!report.untraced()) {
      lines.add("");
      lines.addAll(new TasksText(style).lines(report.tasks(), report.recordsRead()));
      lines.addAll(new PhasesText(style).lines(report.phases(), report.recordsRead()));
    }
    final List<AnalyzerOutcome> shown =
        report.analyzers().stream().filter(one -> details || !saysAll(one)).toList();
    for (final AnalyzerOutcome analyzer : shown) {
      lines.add("");
      lines.addAll(
          new AnalyzerText(style, report.names(), new PhaseBands(style, report.phases()))
              .lines(analyzer));
    }
    lines.addAll(new AreaLegend(style).lines(shown, report.names()));
    lines.addAll(new ComparisonText(style).lines(report));
    lines.add("");
    if (!report.untraced()) {
      lines.addAll(new ProofText(style).lines(report));
    }
    lines.addAll(new CostText(style).lines(report));
    report
        .files()
        .ifPresent(seen -> lines.addAll(FilesText.lines(seen, style, new Quantity(style))));
    if (shown.size() < report.analyzers().size()) {
      lines.add(
          style.bold("more:") + "    with --details all tables, with --html FILE a page of it");
    }
    return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
  }

  /** Whether its findings tell people what it is about. */
  private static boolean saysAll(final AnalyzerOutcome analyzer) {
    return analyzer.failure().isEmpty() && !LeadingFinding.of(List.of(analyzer)).isEmpty();
  }

  private List<String> findings(final TraceReport report) {
    final List<LeadingFinding> leading = LeadingFinding.of(report.analyzers());
    if (leading.isEmpty()) {
      return List.of();
    }
    final List<String> lines = new ArrayList<>(List.of("", style.bold("what was found")));
    final FindingText text = new FindingText(style, new FindingWords(report.names()));
    leading.forEach(finding -> lines.addAll(text.lines(finding, FINDING_INDENT)));
    return lines;
  }
}
