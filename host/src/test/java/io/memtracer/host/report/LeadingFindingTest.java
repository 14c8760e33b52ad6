package io.memtracer.host.report;

import static io.memtracer.host.report.Reports.outcome;
import static io.memtracer.host.report.Reports.report;
import static io.memtracer.host.report.SampleResults.everyKind;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Finding;
import io.memtracer.api.result.Finding.Level;
import io.memtracer.api.result.Item;
import io.memtracer.api.result.Section;
import io.memtracer.host.report.text.TextReport;
import io.memtracer.host.report.text.TextStyle;
import io.memtracer.host.status.AnalyzerOutcome;
import io.memtracer.host.status.CodeName;
import io.memtracer.host.status.CodePlace;
import io.memtracer.host.status.Names;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which findings a report begins with, and in which words. */
final class LeadingFindingTest {

  @Test
  void beginsWithWhatMattersMost() {
    assertEquals(
        List.of("b/warned", "a/hinted", "a/noted", "b/noted"),
        keys(says("a", Level.NOTE, Level.HINT), says("b", Level.NOTE, Level.WARNING)));
  }

  @Test
  void leavesRoomForOthers() {
    assertEquals(
        List.of("a/first", "a/second", "b/only"),
        keys(many("a", "first", "second"), many("b", "only")));
    final AnalyzerOutcome talkative = many("a", "k1", "k2", "k3", "k4", "k5", "k6", "k7");
    assertEquals(
        List.of("a/k1", "a/k2", "b/only", "a/k3", "a/k4", "a/k5"),
        keys(talkative, many("b", "only")));
  }

  /** With --by, parts say the same of themselves. */
  @Test
  void saysEachOnce() {
    final Finding finding = Finding.of("noted", Level.NOTE, "Text.");
    assertEquals(
        List.of(new LeadingFinding("a", "total-s", finding)),
        LeadingFinding.of(
            List.of(
                outcome(
                    "a",
                    AnalysisResult.of(
                        Section.of("total-s", "S", finding),
                        Section.of("user-s", "S", finding))))));
  }

  @Test
  void saysWhatLiesAtAnAddressIfThatIsCertain() {
    final Map<CodePlace, CodeName> names = new HashMap<>(SampleResults.codeNames());
    final Finding finding = Finding.of("f", Level.NOTE, "0x401136, 0x4011361, 0xffffffff81000040");
    assertEquals(
        "lookup+0x12 phases.c:97, 0x4011361, startup_64+0x40 [kernel]",
        new FindingWords(new Names(names, Map.of())).of(finding));
    names.put(
        new CodePlace("/bin/other", 0x401136),
        new CodeName("/bin/other", 0, Optional.of("main"), 0, List.of(), Optional.empty()));
    assertEquals(
        "0x401136, 0x4011361, startup_64+0x40 [kernel]",
        new FindingWords(new Names(names, Map.of())).of(finding));
  }

  @Test
  void saysWhatDataLiesAtAnAddress() {
    assertEquals(
        "words.txt+0x2000, 0x4080, 0xffff888000001000 in [kernel direct map]",
        new FindingWords(new Names(Map.of(), SampleResults.dataNames()))
            .of(Finding.of("f", Level.NOTE, "0x1000, 0x4080, 0xffff888000001000")));
  }

  @Test
  void isAllThatABriefReportShowsOfAnAnalyzer() {
    final TraceReport report =
        report()
            .analyzers(
                outcome("a", everyKind()),
                outcome("plain", AnalysisResult.of(Section.of("s", "Sum"))))
            .build();
    final String brief = TextReport.brief(TextStyle.plain(true)).render(report);
    assertTrue(
        brief.contains("what was found\n  WARNING: Not all of it was traced. (see a)\n"), brief);
    assertFalse(brief.contains("Top instructions"), brief);
    assertTrue(brief.contains("\nplain 1.0.0\n"), brief);
    assertTrue(brief.endsWith("with --html FILE a page of it\n"), brief);
  }

  private static AnalyzerOutcome says(final String name, final Level first, final Level second) {
    return outcome(name, AnalysisResult.of(Section.of("s", "S", finding(first), finding(second))));
  }

  private static Finding finding(final Level level) {
    final String key =
        switch (level) {
          case NOTE -> "noted";
          case HINT -> "hinted";
          case WARNING -> "warned";
        };
    return Finding.of(key, level, "Text.");
  }

  private static AnalyzerOutcome many(final String name, final String... keys) {
    final List<Item> items = new ArrayList<>();
    Stream.of(keys).forEach(key -> items.add(Finding.of(key, Level.NOTE, "Text.")));
    return outcome(name, AnalysisResult.of(new Section("s", "S", items)));
  }

  private static List<String> keys(final AnalyzerOutcome... outcomes) {
    return LeadingFinding.of(List.of(outcomes)).stream()
        .map(leading -> leading.analyzer() + "/" + leading.finding().key())
        .toList();
  }
}
