package io.memtracer.host;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.OptionSpec;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.TraceAnalyzerFactory;
import java.util.List;
import java.util.function.Function;

/** Makes an analyzer of the tests'. */
public class TestFactory implements TraceAnalyzerFactory {

  private final String name;
  private final String description;
  private final Function<AnalyzerOptions, TraceAnalyzer> maker;
  private final List<OptionSpec> options;

  /**
   * A factory.
   *
   * @param maker makes an analyzer
   * @param options that it has
   */
  public TestFactory(
      final String name,
      final String description,
      final Function<AnalyzerOptions, TraceAnalyzer> maker,
      final OptionSpec... options) {
    this.name = name;
    this.description = description;
    this.maker = maker;
    this.options = List.of(options);
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final String description() {
    return description;
  }

  @Override
  public final List<OptionSpec> options() {
    return options;
  }

  @Override
  public final TraceAnalyzer create(final AnalyzerOptions given) {
    return maker.apply(given);
  }
}
