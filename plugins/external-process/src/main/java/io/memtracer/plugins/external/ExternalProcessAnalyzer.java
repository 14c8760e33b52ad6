package io.memtracer.plugins.external;

import io.memtracer.api.AnalysisContext;
import io.memtracer.api.RecordBatch;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Item;
import io.memtracer.api.result.Metric;
import io.memtracer.api.result.Section;
import io.memtracer.api.result.TextBlock;
import io.memtracer.api.result.Unit;
import java.util.ArrayList;
import java.util.List;

/** An analysis tool of the predecessor as an analyzer: passes records on, returns its output. */
final class ExternalProcessAnalyzer implements TraceAnalyzer {

  private final ToolOptions options;
  private final ToolRun run;

  ExternalProcessAnalyzer(final ToolOptions options) {
    this.options = options;
    run = new ToolRun(options);
  }

  @Override
  public void onStart(final AnalysisContext context) {
    run.start(context);
  }

  @Override
  public void onBatch(final RecordBatch batch) {
    run.put(batch);
  }

  @Override
  public AnalysisResult onEnd(final long recordsDelivered) {
    run.finish();
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
    sections.add(new Section("tool", "The tool's run", aboutTheRun()));
    return new AnalysisResult(sections);
  }

  @Override
  public long recordsLost() {
    return run.feed() == null ? 0 : run.feed().lost();
  }

  @Override
  public void close() {
    run.close();
  }

  private List<Item> aboutTheRun() {
    final List<Item> items = new ArrayList<>();
    items.add(Metric.of("records", "Records it was given", run.feed().written(), Unit.ACCESSES));
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
