package io.memtracer.plugins.kernelusersplit;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.OptionSpec;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.TraceAnalyzerFactory;
import java.util.List;

/** The entry point of the JAR. */
public final class KernelUserSplitFactory implements TraceAnalyzerFactory {

  private static final String WINDOW = "window";
  private static final int SERIES_POINTS = 2048;

  /** Created by the host. */
  public KernelUserSplitFactory() {}

  @Override
  public String name() {
    return "kernel-user-split";
  }

  @Override
  public String description() {
    return "Kernel against user code: accesses, bytes, sizes, pages, mode switches, over time.";
  }

  @Override
  public List<OptionSpec> options() {
    return List.of(
        OptionSpec.number(
            WINDOW, 1_000_000, 1, 1L << 40, "Accesses in a window of the series over time."));
  }

  @Override
  public TraceAnalyzer create(final AnalyzerOptions options) {
    return new KernelUserSplitAnalyzer(options.number(WINDOW), SERIES_POINTS);
  }
}
