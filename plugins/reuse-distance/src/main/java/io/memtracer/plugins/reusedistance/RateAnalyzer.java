package io.memtracer.plugins.reusedistance;

import io.memtracer.api.Mergeable;

/** SHARDS at a fixed rate. */
final class RateAnalyzer extends SampledAnalyzer implements Mergeable {

  RateAnalyzer(final int lineShift, final LineHash hash, final double rate) {
    super(lineShift, hash, Math.max(1, Math.round(rate * LineHash.VALUES)));
    meter.tally().scale(inverseRate(), 1);
  }

  @Override
  Figures figures() {
    return Figures.sampled(
        references,
        (SampledTally) meter.tally(),
        lineShift,
        new Figures.Sample(meter.stack().size(), inverseRate(), inverseRate()));
  }
}
