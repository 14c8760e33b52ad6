package io.memtracer.host.report;

import io.memtracer.api.result.Finding;
import io.memtracer.api.result.Section;
import io.memtracer.host.status.AnalyzerOutcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A finding that a report begins with.
 *
 * @param analyzer label of the one that says it
 * @param section key of the section that has the figures
 * @param finding what it says
 */
public record LeadingFinding(String analyzer, String section, Finding finding) {

  /** More would not be read. */
  private static final int MOST = 6;

  /** So that one that says much leaves room for others. */
  private static final int MOST_OF_ONE = 2;

  /** A few of all that analyzers say: what matters most first, and each analyzer's first ones. */
  public static List<LeadingFinding> of(final List<AnalyzerOutcome> analyzers) {
    final List<LeadingFinding> all = new ArrayList<>();
    analyzers.forEach(analyzer -> all.addAll(of(analyzer)));
    all.sort(BY_LEVEL);
    final List<LeadingFinding> chosen = new ArrayList<>();
    final List<LeadingFinding> rest = new ArrayList<>();
    final Map<String, Integer> ofOne = new HashMap<>();
    for (final LeadingFinding finding : all) {
      final boolean few = ofOne.merge(finding.analyzer, 1, Integer::sum) <= MOST_OF_ONE;
      (few && chosen.size() < MOST ? chosen : rest).add(finding);
    }
    chosen.addAll(rest.subList(0, Math.min(rest.size(), MOST - chosen.size())));
    chosen.sort(BY_LEVEL);
    return List.copyOf(chosen);
  }

  private static final Comparator<LeadingFinding> BY_LEVEL =
      Comparator.comparing((LeadingFinding leading) -> leading.finding.level()).reversed();

  /** Each once: with {@code --by} the first is the whole's. */
  private static List<LeadingFinding> of(final AnalyzerOutcome analyzer) {
    final Set<String> said = new HashSet<>();
    return analyzer.result().stream()
        .flatMap(result -> result.sections().stream())
        .flatMap(
            section ->
                section.items().stream()
                    .filter(item -> item instanceof Finding && said.add(item.key()))
                    .map(item -> of(analyzer, section, (Finding) item)))
        .toList();
  }

  private static LeadingFinding of(
      final AnalyzerOutcome analyzer, final Section section, final Finding finding) {
    return new LeadingFinding(
        analyzer.label(), finding.about().isEmpty() ? section.key() : finding.about(), finding);
  }
}
