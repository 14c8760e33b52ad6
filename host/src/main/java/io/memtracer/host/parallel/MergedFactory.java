package io.memtracer.host.parallel;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.OptionSpec;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.TraceAnalyzerFactory;
import io.memtracer.host.dispatch.LaneSpec;
import java.util.List;

/**
 * Makes the analyzer that absorbs what the workers find, once.
 *
 * @param spec of what is to be merged
 * @param index of it among those of the workers
 */
record MergedFactory(LaneSpec spec, Workers workers, int index) implements TraceAnalyzerFactory {

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
      return new MergedAnalyzer(spec.create(), workers, index);
    } catch (RuntimeException | Error e) {
      workers.started(index, null);
      workers.closed();
      throw e;
    }
  }
}
