package io.memtracer.host.parallel;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.OptionSpec;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.TraceAnalyzerFactory;
import io.memtracer.host.dispatch.LaneSpec;
import java.util.List;

/**
 * Makes the analyzer that absorbs what is found in pieces, once.
 *
 * @param spec of what is to be merged
 * @param index of it among those that can be
 */
record MergedFactory(LaneSpec spec, Division division, int index) implements TraceAnalyzerFactory {

  @Override
  public String name() {
    return spec.name();
  }

  @Override
  public String description() {
    return spec.factory().description();
  }

  @Override
  public List<OptionSpec> options() {
    return spec.factory().options();
  }

  @Override
  public String label(final AnalyzerOptions options) {
    return spec.factory().label(options);
  }

  @Override
  public TraceAnalyzer create(final AnalyzerOptions options) {
    try {
      return new MergedAnalyzer(spec.create(), division, index);
    } catch (RuntimeException | Error e) {
      division.started();
      division.closed();
      throw e;
    }
  }
}
