package io.memtracer.plugins.external;

import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Item;
import io.memtracer.api.result.Metric;
import io.memtracer.api.result.Section;
import io.memtracer.api.result.TextBlock;
import io.memtracer.api.result.Unit;
import java.util.ArrayList;
import java.util.List;

/** What a tool said, and what is to be said about it. */
final class ToolResult {

  private ToolResult() {}

  /**
   * The result of a run that is finished.
   *
   * @param records how many its FIFO took
   * @param lost how many it didn't take
   */
  static AnalysisResult of(
      final ToolOptions options, final ToolRun run, final long records, final long lost) {
    final String output = run.output().analysis();
    final List<Section> sections = new ArrayList<>();
    sections.add(
        Section.of(
            "output",
            options.name(),
            new TextBlock("output", "Output of " + options.name(), output)));
    final List<Item> figures = OutputFigures.in(output);
    if (!figures.isEmpty()) {
      sections.add(new Section("figures", "Figures in the output", figures));
    }
    sections.add(new Section("tool", "The tool's run", aboutTheRun(run, records)));
    return new AnalysisResult(sections, lost);
  }

  private static List<Item> aboutTheRun(final ToolRun run, final long records) {
    final List<Item> items = new ArrayList<>();
    items.add(Metric.of("records", "Records it was given", records, Unit.ACCESSES));
    final long cut = run.output().analysisBytesCut();
    if (cut > 0) {
      items.add(
          Metric.of("output-bytes-cut", "Output beyond max-output, not kept", cut, Unit.BYTES));
    }
    final String errors = run.errors().lastWords();
    if (!errors.isEmpty()) {
      items.add(new TextBlock("standard-error", "Last on its standard error", errors));
    }
    return items;
  }
}
