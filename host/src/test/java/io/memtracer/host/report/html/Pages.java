package io.memtracer.host.report.html;

import static io.memtracer.host.report.Reports.everyRole;
import static io.memtracer.host.report.Reports.outcome;
import static io.memtracer.host.report.Reports.report;
import static io.memtracer.host.report.Reports.somePhases;
import static io.memtracer.host.report.SampleResults.everyKind;

import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Axis;
import io.memtracer.api.result.Finding;
import io.memtracer.api.result.Metric;
import io.memtracer.api.result.Section;
import io.memtracer.api.result.Series;
import io.memtracer.api.result.Table;
import io.memtracer.api.result.TextBlock;
import io.memtracer.api.result.Unit;
import io.memtracer.host.report.SampleResults;
import io.memtracer.host.report.TraceReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Pages to look at in tests. */
final class Pages {

  /** What a page must never take for more than text. */
  static final String HOSTILE =
      "</script><script>document.title='owned'</script><img src=x"
          + " onerror=\"document.title='owned'\"><!--<script>&lt;'\"@REPORT@\u2028\u202e";

  private Pages() {}

  /** All there can be on a page. */
  static TraceReport everything() {
    return report()
        .tasks(everyRole())
        .phases(somePhases())
        .analyzers(outcome("a", everyKind()))
        .codeNames(SampleResults.codeNames())
        .build();
  }

  /** Wherever a guest, or an analyzer, can put words. */
  static TraceReport hostile() {
    return report()
        .command(HOSTILE, HOSTILE)
        .info(HOSTILE)
        .analyzers(outcome(HOSTILE, hostileResult()))
        .build();
  }

  private static AnalysisResult hostileResult() {
    final Unit unit = Unit.counted("owned", HOSTILE, HOSTILE);
    return AnalysisResult.of(
        Section.of(
            "words",
            HOSTILE,
            Finding.of("finding", Finding.Level.WARNING, HOSTILE),
            Metric.of("metric", HOSTILE, 1, unit),
            Table.builder("table", HOSTILE)
                .column("text", HOSTILE, Unit.TEXT)
                .column("program", "Program", Unit.PROGRAM)
                .row()
                .cell(HOSTILE)
                .cell(HOSTILE)
                .build(),
            Series.builder(
                    "series",
                    HOSTILE,
                    Axis.linear(HOSTILE, Unit.ACCESSES),
                    Axis.linear(HOSTILE, unit),
                    1,
                    2)
                .line("line", HOSTILE, 1, 2)
                .build(),
            new TextBlock("block", HOSTILE, HOSTILE)));
  }

  static String html(final TraceReport report) throws IOException {
    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    HtmlPage.write(report, out);
    return out.toString(StandardCharsets.UTF_8);
  }
}
