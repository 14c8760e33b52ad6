package io.memtracer.plugins.reusedistance;

import io.memtracer.api.Mergeable;
import io.memtracer.api.RecordBatch;
import io.memtracer.api.RecordWord;
import io.memtracer.plugins.support.AddressSpaces;
import io.memtracer.plugins.support.Kinds;

/**
 * Measures every reference.
 *
 * <p>Many accesses are to the line used last. These have the distance 0 and the reuse time 1, and
 * how many there were is the difference to all. Most others are to one of a few lines used before.
 * A loop without calls does both, and leaves the rest to the stack.
 */
final class ExactAnalyzer extends ReuseAnalyzer implements Mergeable {

  ExactAnalyzer(final int lineShift) {
    super(lineShift, new Tally());
  }

  @Override
  void measure(final RecordBatch batch, final long space, final long before) {
    long now = before;
    int next = useFront(batch, 0, space, now);
    while (next < batch.size()) {
      now += access(batch, next, space, now + next);
      next = useFront(batch, next + 1, space, now);
    }
    meter.stack().newestAt(references.all() - 1);
  }

  /**
   * Goes on to an access to a line that isn't in the front of the stack, or to more than one.
   *
   * @param before references before the batch, and lines that accesses in it went on to
   */
  private int useFront(
      final RecordBatch batch, final int from, final long space, final long before) {
    final long[] lines = meter.stack().lines;
    final long[] times = meter.stack().times;
    final long[] distances = meter.tally().distances().ones;
    final long[] reuseTimes = meter.tally().times().ones;
    final int shift = lineShift;
    final int size = batch.size();
    long newest = lines[0];
    int i = from;
    for (; i < size; i++) {
      final long word = batch.word(i);
      final long address = AddressSpaces.apart(batch.address(i), space);
      final long line = address >>> shift;
      if (line != (address + RecordWord.size(word) - 1) >>> shift) {
        break;
      }
      if (line != newest) {
        int place = 1;
        while (place < LruStack.FRONT && lines[place] != line) {
          place++;
        }
        if (place == LruStack.FRONT) {
          break;
        }
        final long now = before + i;
        final int kind = Kinds.of(word);
        distances[Counts.place(kind, place)]++;
        reuseTimes[Counts.place(kind, now - times[place])]++;
        times[0] = now - 1;
        for (; place > 0; place--) {
          lines[place] = lines[place - 1];
          times[place] = times[place - 1];
        }
        lines[0] = line;
        newest = line;
      }
    }
    return i;
  }

  @Override
  void reference(final long line, final int kind, final long now) {
    if (line != meter.stack().newest()) {
      meter.stack().newestAt(now - 1);
      meter.use(line, kind, now);
    }
  }

  /** What was passed over was counted only with all. */
  @Override
  Figures figures() {
    final Tally tally = meter.tally().copy();
    for (int kind = 0; kind < Kinds.COUNT; kind++) {
      tally.repeated(kind, (double) references.of(kind) - tally.all(kind));
    }
    return Figures.exact(references, tally, lineShift, meter.stack().size());
  }
}
