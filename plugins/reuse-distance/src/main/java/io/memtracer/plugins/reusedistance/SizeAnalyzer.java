package io.memtracer.plugins.reusedistance;

/**
 * SHARDS with a fixed number of lines: when there is one too many, the one with the highest value
 * goes, and no line with that value or above is measured any more. What is counted later counts
 * more. No parts of a trace can be joined: how soon the rate falls depends on what came before.
 */
final class SizeAnalyzer extends SampledAnalyzer {

  private final LineQueue queue;
  private final int limit;

  SizeAnalyzer(final int lineShift, final LineHash hash, final int limit) {
    super(lineShift, hash, LineHash.VALUES);
    this.limit = limit;
    queue = new LineQueue(limit + 1);
  }

  @Override
  void added(final long line, final long value) {
    queue.add(line, value);
    if (queue.size() > limit) {
      final long most = queue.highest();
      while (queue.size() > 0 && queue.highest() == most) {
        meter.stack().remove(queue.removeHighest());
      }
      // A value of 0 stays, however many have it: a rate of 0 would measure nothing.
      lower(Math.max(1, most));
      meter.tally().scale(inverseRate(), inverseRate());
    }
  }

  @Override
  Figures figures() {
    return Figures.sampled(
        references,
        (SampledTally) meter.tally(),
        lineShift,
        new Figures.Sample(meter.stack().size(), inverseRate(), 1));
  }
}
