package io.memtracer.plugins.external;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.FifoAnalyzer;
import io.memtracer.api.FifoAnalyzerFactory;
import io.memtracer.api.OptionSpec;
import io.memtracer.api.TraceAnalyzer;
import java.util.List;

/** Makes {@code external-process}: runs an analysis tool of the predecessor, unchanged. */
public final class ExternalProcessFactory implements FifoAnalyzerFactory {

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
  public String label(final AnalyzerOptions options) {
    return ToolOptions.of(options).name();
  }

  @Override
  public TraceAnalyzer create(final AnalyzerOptions options) {
    return new ExternalProcessAnalyzer(ToolOptions.of(options));
  }

  @Override
  public FifoAnalyzer createForFifo(final AnalyzerOptions options) {
    return new DirectToolAnalyzer(ToolOptions.of(options));
  }
}
