package io.memtracer.host.dispatch;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.OptionSpec;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.TraceAnalyzerFactory;
import java.util.List;

/** Makes an analyzer in another's place: it is called the same, and has the same options. */
public abstract class OtherFactory implements TraceAnalyzerFactory {

  private final LaneSpec spec;

  /** In whose place. */
  protected OtherFactory(final LaneSpec spec) {
    this.spec = spec;
  }

  /** Makes it around a new analyzer of the kind. */
  protected abstract TraceAnalyzer create();

  /** The same: the options are those in force, which the kind is made with. */
  @Override
  public final TraceAnalyzer create(final AnalyzerOptions options) {
    return create();
  }

  protected final LaneSpec spec() {
    return spec;
  }

  @Override
  public final String name() {
    return spec.name();
  }

  @Override
  public final String description() {
    return spec.factory().description();
  }

  @Override
  public final List<OptionSpec> options() {
    return spec.factory().options();
  }

  @Override
  public final String label(final AnalyzerOptions options) {
    return spec.factory().label(options);
  }
}
