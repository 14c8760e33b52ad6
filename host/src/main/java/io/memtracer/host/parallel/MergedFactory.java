package io.memtracer.host.parallel;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.OptionSpec;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.TraceAnalyzerFactory;
import java.util.List;

/**
 * Makes the analyzer that absorbs what the workers find, once.
 *
 * @param kind what is to be merged
 * @param index of it among those of the workers
 */
record MergedFactory(TraceAnalyzerFactory kind, Workers workers, int index)
    implements TraceAnalyzerFactory {

  @Override
  public String name() {
    return kind.name();
  }

  @Override
  public String description() {
    return kind.description();
  }

  @Override
  public List<OptionSpec> options() {
    return kind.options();
  }

  @Override
  public String label(final AnalyzerOptions options) {
    return kind.label(options);
  }

  @Override
  public TraceAnalyzer create(final AnalyzerOptions options) {
    try {
      return new MergedAnalyzer(kind.create(options), workers, index);
    } catch (RuntimeException | Error e) {
      workers.started(index, null);
      workers.closed();
      throw e;
    }
  }
}
