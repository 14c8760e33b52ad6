package io.memtracer.plugins.external;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.OptionSpec;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.TraceAnalyzerFactory;
import java.util.List;

/** Makes {@code external-process}: runs an analysis tool of the predecessor, unchanged. */
public final class ExternalProcessFactory implements TraceAnalyzerFactory {

  /** Found as a service. */
  public ExternalProcessFactory() {}

  @Override
  public String name() {
    return "external-process";
  }

  @Override
  public String description() {
    return "runs an analysis tool that reads records from a FIFO, as memory_tracer.py did";
  }

  @Override
  public List<OptionSpec> options() {
    return ToolOptions.specs();
  }

  @Override
  public TraceAnalyzer create(final AnalyzerOptions options) {
    return new ExternalProcessAnalyzer(ToolOptions.of(options));
  }
}
