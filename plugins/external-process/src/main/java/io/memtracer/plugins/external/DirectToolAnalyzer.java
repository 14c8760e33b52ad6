package io.memtracer.plugins.external;

import io.memtracer.api.AnalysisContext;
import io.memtracer.api.EndOfTrace;
import io.memtracer.api.FifoAnalyzer;
import io.memtracer.api.result.AnalysisResult;
import java.nio.file.Path;
import java.util.List;

/** An analysis tool of the predecessor that reads what QEMU itself writes. */
final class DirectToolAnalyzer implements FifoAnalyzer {

  private final ToolOptions options;
  private final ToolRun run;
  private ToolWatch watch;

  DirectToolAnalyzer(final ToolOptions options) {
    this.options = options;
    run = new ToolRun(options);
  }

  @Override
  public void onStart(final AnalysisContext context, final Path fifo) {
    run.start(context, List.of(fifo));
    watch = run.watch();
  }

  @Override
  public void onProgress(final long recordsWritten, final boolean refused) {
    watch.look(recordsWritten, refused);
  }

  @Override
  public AnalysisResult onEnd(final EndOfTrace end) {
    run.finish();
    return ToolResult.of(options, run, end.recordsDelivered(), 0);
  }

  @Override
  public void close() {
    run.close();
  }
}
