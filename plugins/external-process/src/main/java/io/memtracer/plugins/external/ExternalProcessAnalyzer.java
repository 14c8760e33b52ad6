package io.memtracer.plugins.external;

import io.memtracer.api.AnalysisContext;
import io.memtracer.api.EndOfTrace;
import io.memtracer.api.RecordBatch;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.result.AnalysisResult;
import java.util.List;

/** An analysis tool of the predecessor as an analyzer: passes records on, returns its output. */
final class ExternalProcessAnalyzer implements TraceAnalyzer {

  private final ToolOptions options;
  private final ToolRun run;
  private ToolFeeding feeding;

  ExternalProcessAnalyzer(final ToolOptions options) {
    this.options = options;
    run = new ToolRun(options);
  }

  @Override
  public void onStart(final AnalysisContext context) {
    run.start(context, List.of());
    feeding = run.feeding(context.mayDrop());
  }

  @Override
  public void onBatch(final RecordBatch batch) {
    feeding.put(batch);
  }

  @Override
  public AnalysisResult onEnd(final EndOfTrace end) {
    run.finish();
    return ToolResult.of(options, run, feeding.written(), feeding.lost());
  }

  @Override
  public void close() {
    run.close();
  }
}
