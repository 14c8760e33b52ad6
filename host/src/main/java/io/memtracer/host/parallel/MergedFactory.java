package io.memtracer.host.parallel;

import io.memtracer.api.TraceAnalyzer;
import io.memtracer.host.dispatch.LaneSpec;
import io.memtracer.host.dispatch.OtherFactory;

/** Makes the analyzer that absorbs what is found in pieces, once. */
final class MergedFactory extends OtherFactory {

  private final Division division;
  private final int index;

  /**
   * For one of the analyzers that look at pieces.
   *
   * @param spec of what is to be merged
   * @param index of it among those that can be
   */
  MergedFactory(final LaneSpec spec, final Division division, final int index) {
    super(spec);
    this.division = division;
    this.index = index;
  }

  @Override
  protected TraceAnalyzer create() {
    try {
      return new MergedAnalyzer(spec().create(), division, index);
    } catch (RuntimeException | Error e) {
      division.started();
      division.closed();
      throw e;
    }
  }
}
