package io.memtracer.plugins.stridedetector;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.OptionSpec;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.TraceAnalyzerFactory;
import java.util.List;

/** The entry point of the JAR. */
public final class StrideDetectorFactory implements TraceAnalyzerFactory {

  private static final String TOP = "top";
  private static final String TABLE = "table";

  /** Created by the host. */
  public StrideDetectorFactory() {}

  @Override
  public String name() {
    return "stride-detector";
  }

  @Override
  public String description() {
    return "The stride of each instruction (reference prediction table of Chen and Baer).";
  }

  @Override
  public List<OptionSpec> options() {
    return List.of(
        OptionSpec.number(TOP, 20, 0, 100_000, "Instructions listed, busiest first."),
        OptionSpec.number(
            TABLE,
            262_144,
            1,
            4_000_000,
            "Instructions tracked at most; one counts again on each vCPU."));
  }

  @Override
  public TraceAnalyzer create(final AnalyzerOptions options) {
    return new StrideDetectorAnalyzer((int) options.number(TABLE), (int) options.number(TOP));
  }
}
