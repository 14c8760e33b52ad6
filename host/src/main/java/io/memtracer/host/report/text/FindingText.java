package io.memtracer.host.report.text;

import io.memtracer.api.result.Finding;
import io.memtracer.host.report.FindingWords;
import io.memtracer.host.report.Harmless;
import io.memtracer.host.report.LeadingFinding;
import io.memtracer.host.report.TraceReport;
import java.util.ArrayList;
import java.util.List;

/** A finding as a paragraph. */
public final class FindingText {

  private final TextStyle style;
  private final FindingWords words;

  FindingText(final TextStyle style, final FindingWords words) {
    this.style = style;
    this.words = words;
  }

  /** The first of those that a report leads with, in a line; empty if there is none. */
  public static String first(final TraceReport report) {
    final FindingWords words = new FindingWords(report.names());
    return LeadingFinding.of(report.analyzers()).stream()
        .findFirst()
        .map(leading -> Harmless.line(words.of(leading.finding())))
        .orElse("");
  }

  /** One in its section. */
  List<String> lines(final Finding finding, final int indent) {
    return lines(finding, finding.about(), indent);
  }

  /** One that leads to where the figures are. */
  List<String> lines(final LeadingFinding leading, final int indent) {
    return lines(leading.finding(), leading.analyzer(), indent);
  }

  private List<String> lines(final Finding finding, final String see, final int indent) {
    final String mark =
        switch (finding.level()) {
          case NOTE -> "note: ";
          case HINT -> "hint: ";
          case WARNING -> "WARNING: ";
        };
    final String about = see.isEmpty() ? "" : " (see " + Harmless.line(see) + ")";
    final List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder(" ".repeat(indent)).append(mark.strip());
    for (final String word : (Harmless.line(words.of(finding)) + about).split(" +(?!%)", -1)) {
      if (Columns.length(line.toString()) + 1 + Columns.length(word) > style.readableWidth()) {
        lines.add(line.toString());
        line = new StringBuilder(" ".repeat(indent + 1));
      }
      line.append(' ').append(word);
    }
    lines.add(line.toString());
    return finding.level() == Finding.Level.WARNING
        ? lines.stream().map(style::alarm).toList()
        : lines;
  }
}
