package io.memtracer.host.report.saved;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Metric;
import io.memtracer.api.result.Section;
import io.memtracer.api.result.Table;
import io.memtracer.api.result.Unit;
import io.memtracer.host.report.Reports;
import io.memtracer.host.report.json.JsonReport;
import io.memtracer.host.report.text.TextStyle;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that are made up, so that it is known what is different. */
final class DifferenceTest {

  @TempDir private Path directory;
  private int files;

  @Test
  void namesWhatIsBeyondWhatRunsDifferBy() throws IOException {
    final Difference difference =
        Difference.between(
            runs(run(100, 1000), run(110, 1010), run(105, 990)),
            runs(run(108, 2000), run(99, 2020)));
    assertEquals(List.of("a/s/misses", "a/s/by-mode/user/misses"), paths(difference));
    final Change change = difference.changed().get(0);
    assertEquals(new Spread(1000, 990, 1010), change.before());
    assertEquals(new Spread(2010, 2000, 2020), change.after());
    assertEquals(1.01, change.ratio(), 1e-9);
    assertTrue(difference.knowsSpread());
  }

  @Test
  void takesEachDifferenceOfTwoRuns() throws IOException {
    final Difference difference = Difference.between(runs(run(100, 1000)), runs(run(150, 1010)));
    assertEquals(List.of("a/s/pages", "a/s/misses", "a/s/by-mode/user/misses"), paths(difference));
    final String text = new DifferenceText(TextStyle.plain(true)).render(difference, false);
    assertTrue(text.contains("\nwhat changed most\n   Change  Before  After  Figure\n"), text);
    assertTrue(text.contains("\n  +50.0 %     100    150  a/s/pages\n"), text);
    assertTrue(text.endsWith("isn't known: give several on each side\n"), text);
  }

  @Test
  void saysThatNothingIsDifferent() throws IOException {
    final Difference difference = Difference.between(runs(run(1, 2)), runs(run(1, 2)));
    assertEquals(List.of(), paths(difference));
    assertEquals(Set.of(), difference.oneSided());
    final String text = new DifferenceText(TextStyle.plain(true)).render(difference, false);
    assertTrue(text.contains("no figure is different"), text);
  }

  @Test
  void countsWhatOnlyOneSideHas() throws IOException {
    final Difference difference =
        Difference.between(
            runs(run(1, 2)),
            runs(
                AnalysisResult.of(
                    Section.of("s", "S", Metric.of("other", "Other", 1, Unit.COUNT)))));
    assertEquals(
        Set.of("a/s/pages", "a/s/misses", "a/s/by-mode/user/misses", "a/s/other"),
        difference.oneSided());
  }

  private static List<String> paths(final Difference difference) {
    return difference.changed().stream().map(Change::path).toList();
  }

  private static AnalysisResult run(final long pages, final long misses) {
    return AnalysisResult.of(
        Section.of(
            "s",
            "S",
            Metric.of("pages", "Pages", pages, Unit.PAGES),
            Metric.of("misses", "Misses", misses, Unit.COUNT),
            Metric.of("first", "First", misses, Unit.DATA_ADDRESS),
            Table.builder("by-mode", "By mode")
                .column("mode", "Mode", Unit.TEXT)
                .column("misses", "Misses", Unit.COUNT)
                .row()
                .cell("user")
                .cell(2 * misses)
                .build()));
  }

  private List<SavedReport> runs(final AnalysisResult... results) throws IOException {
    final List<SavedReport> reports = new ArrayList<>();
    for (final AnalysisResult result : results) {
      final Path file = directory.resolve(files++ + ".json");
      try (OutputStream out = Files.newOutputStream(file)) {
        JsonReport.write(Reports.report().analyzers(Reports.outcome("a", result)).build(), out);
      }
      reports.add(SavedReport.read(file));
    }
    return reports;
  }
}
