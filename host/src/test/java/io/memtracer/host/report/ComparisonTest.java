package io.memtracer.host.report;

import static io.memtracer.host.report.Reports.failed;
import static io.memtracer.host.report.Reports.outcome;
import static io.memtracer.host.report.Reports.report;
import static io.memtracer.host.report.SampleResults.everyKind;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Metric;
import io.memtracer.api.result.Section;
import io.memtracer.api.result.Unit;
import io.memtracer.host.report.Comparison.Verdict;
import io.memtracer.host.report.text.TextReport;
import io.memtracer.host.report.text.TextStyle;
import io.memtracer.host.status.AnalyzerOutcome;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ComparisonTest {

  private static final AnalyzerOutcome ANALYZER = outcome("analyzer", everyKind());
  private static final AnalyzerOutcome TOOL =
      outcome(
          "tool",
          AnalysisResult.of(
              Section.of(
                  "figures",
                  "Figures",
                  Metric.of("peak", "peak", 1234, Unit.NONE),
                  Metric.of("base", "base", 0xffff_8880_0000_1000L, Unit.DATA_ADDRESS),
                  Metric.of("mean", "mean", 345.6780001, Unit.NONE),
                  Metric.of("records", "records", 80_000_122, Unit.NONE),
                  Metric.of("unit-accesses", "unit", 40_000_000, Unit.NONE))));

  @ParameterizedTest
  @CsvSource({
    "figures/peak, summary/peak, AGREE",
    "tool/figures/peak, analyzer/summary/peak, AGREE",
    "figures/base, summary/base, AGREE",
    // A fraction was printed, and so rounded.
    "figures/mean, summary/mean, AGREE",
    "figures/peak, summary/mean, DIFFER",
    // One of eighty million is a difference.
    "figures/records, summary/records, DIFFER",
    // A cell is found by its row and column, a bucket by its range.
    "unit-accesses, top/0x401136/covered, AGREE",
    "unit-accesses, summary/top/0x401136/covered, AGREE",
    "top/0xffffffff81000040/stride, top/0xffffffff81000040/stride, AGREE",
    "unit-accesses, strides/4, AGREE",
    "shape/strides/-64..-1, 0xffffffff81000040/covered, AGREE",
    // Neither of these is a key.
    "figures/peaks, summary/peak, UNRESOLVED",
    "eak, summary/peak, UNRESOLVED",
    "peak, summary/peak, UNRESOLVED",
    "summary/peak, over-time, UNRESOLVED"
  })
  void findsFiguresByTheEndOfTheirPath(
      final String left, final String right, final Verdict verdict) {
    assertEquals(verdict, compare(left, right).rows().get(0).verdict());
  }

  @Test
  void tellsRowsOfTheSameNameApart() {
    final AnalyzerOutcome outcome =
        outcome("a", AnalysisResult.of(Section.of("s", "S", SampleResults.sameNames())));
    final Comparison comparison =
        Comparison.of(List.of(new FigurePair("t/x/n", "t/x-2/n")), List.of(outcome));
    assertEquals(Verdict.DIFFER, comparison.rows().get(0).verdict());
  }

  @Test
  void saysInTheReportWhatAgrees() {
    final String text = text(new FigurePair("figures/peak", "summary/peak"));
    assertTrue(
        text.contains("  agree  figures/peak  1,234  summary/peak  1,234\nthe figure agrees\n"),
        text);
    assertFalse(text.contains("not all of them"), text);
  }

  @Test
  void saysInTheReportWhatDiffersToTheLastDigit() {
    final String text =
        text(
            new FigurePair("figures/records", "summary/records"),
            new FigurePair("figures/peak", "summary/peak"));
    assertTrue(
        text.contains(
            """
              DIFFER  figures/records  80,000,122  summary/records  80,000,123
              agree   figures/peak          1,234  summary/peak          1,234
            1 of 2 figures agree
            """),
        text);
  }

  @Test
  void listsWhatAKeyMayMean() {
    final String text = text(new FigurePair("peak", "figures/peaks"));
    assertTrue(
        text.contains(
            """
              UNRESOLVED  peak  ?  figures/peaks  ?
            0 of 1 figure agrees
            'peak' may mean any of:
              tool/figures/peak
              analyzer/summary/peak
            there is no figure 'figures/peaks'; the nearest are:
              tool/figures/peak
            """),
        text);
  }

  @Test
  void listsWhatIsLikeAKeyThatIsWrong() {
    final String text = text(new FigurePair("figures/unit-acesses", "figures/peak"));
    assertTrue(
        text.contains(
            """
            there is no figure 'figures/unit-acesses'; the nearest are:
              tool/figures/unit-accesses
            """),
        text);
  }

  @Test
  void saysThatNotAllSawTheSame() {
    final String text =
        render(
            report()
                .analyzers(TOOL, failed("analyzer", 7, new IllegalStateException("full")))
                .build()
                .comparing(List.of(new FigurePair("figures/peak", "summary/peak"))));
    assertTrue(text.contains("not all of them were given the same records\n"), text);
    assertTrue(text.contains("there is no figure 'summary/peak'; the nearest are:\n"), text);
  }

  @Test
  void saysNothingUnlessAsked() {
    assertFalse(render(report().analyzers(TOOL, ANALYZER).build()).contains("comparison"));
  }

  private static Comparison compare(final String left, final String right) {
    return Comparison.of(List.of(new FigurePair(left, right)), List.of(TOOL, ANALYZER));
  }

  private static String text(final FigurePair... pairs) {
    return render(report().analyzers(TOOL, ANALYZER).build().comparing(List.of(pairs)));
  }

  private static String render(final TraceReport report) {
    return new TextReport(TextStyle.plain(true)).render(report);
  }
}
