package io.memtracer.host.report.text;

import io.memtracer.api.result.Section;
import io.memtracer.host.report.Harmless;
import io.memtracer.host.status.AnalyzerFailure;
import io.memtracer.host.status.AnalyzerOutcome;
import io.memtracer.host.status.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** All that an analyzer found, or why it found nothing. */
final class AnalyzerText {

  /** What keys of sections of all begin with, where there are sections of parts as well. */
  private static final String OF_ALL = "total-";

  private final TextStyle style;
  private final Names names;
  private final PhaseBands phases;

  AnalyzerText(final TextStyle style, final Names names, final PhaseBands phases) {
    this.style = style;
    this.names = names;
    this.phases = phases;
  }

  List<String> lines(final AnalyzerOutcome analyzer) {
    final List<String> lines = new ArrayList<>();
    final String title = Harmless.line(title(analyzer));
    final String options = options(analyzer.options());
    lines.add(style.bold(title) + (options.isEmpty() ? "" : "  " + style.dim(options)));
    lines.add(style.dim(new Bars(style).floor(style.readableWidth())));
    analyzer.failure().ifPresent(failure -> lines.add(failure(failure)));
    final List<Section> sections =
        analyzer.result().map(result -> result.sections()).orElse(List.of());
    if (sections.isEmpty() && analyzer.failure().isEmpty()) {
      lines.add("(nothing found)");
    }
    for (int i = 0; i < sections.size(); i++) {
      if (i > 0) {
        lines.add("");
      }
      lines.addAll(
          new SectionText(style, names, phasesOf(sections.get(i), sections))
              .lines(sections.get(i)));
    }
    return lines;
  }

  /** Series of a part count the accesses of that. */
  private PhaseBands phasesOf(final Section section, final List<Section> all) {
    return section.key().startsWith(OF_ALL)
            || all.stream().noneMatch(other -> other.key().startsWith(OF_ALL))
        ? phases
        : PhaseBands.NONE;
  }

  private static String title(final AnalyzerOutcome analyzer) {
    final String kind = (analyzer.name() + " " + analyzer.version()).strip();
    return analyzer.label().equals(analyzer.name()) ? kind : analyzer.label() + " (" + kind + ")";
  }

  private static String options(final Map<String, String> options) {
    return options.entrySet().stream()
        .map(option -> Harmless.line(option.getKey() + "=" + option.getValue()))
        .collect(Collectors.joining(" "));
  }

  private String failure(final AnalyzerFailure failure) {
    final Throwable cause = failure.cause();
    final String message =
        cause.getMessage() == null ? "" : ": " + Harmless.line(cause.getMessage());
    return style.alarm(
        "FAILED in "
            + Harmless.line(failure.phase())
            + (failure.phase().equals("onBatch") ? " at record " : " after records: ")
            + Quantity.count(failure.ordinal())
            + ": "
            + cause.getClass().getSimpleName()
            + message);
  }
}
