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
 * how many there were is the difference to all. Most others are to one of the {@link RecentLines}.
 * A first loop does both, and lists the others; the rest of the stack is searched in a second one.
 */
final class ExactAnalyzer extends ReuseAnalyzer implements Mergeable {

  private final RecentLines recent = meter.stack().recent();
  private final DeepUses deep = new DeepUses();

  ExactAnalyzer(final int lineShift) {
    super(lineShift, new Tally());
  }

  @Override
  void measure(final RecordBatch batch, final long space, final long before) {
    deep.room(batch.size());
    long now = before;
    int next = 0;
    if (recent.newest() == RecentLines.NO_LINE) {
      now += access(batch, next++, space, now);
    }
    while (next < batch.size()) {
      next = useRecent(batch, next, space, now);
      deep.measure(meter);
      if (next < batch.size()) {
        now += access(batch, next, space, now + next);
        next++;
      }
    }
    recent.newestAt(references.all() - 1);
  }

  /**
   * Goes on to an access to more than one line.
   *
   * @param before references before the batch, and lines that accesses in it went on to
   */
  private int useRecent(
      final RecordBatch batch, final int from, final long space, final long before) {
    final int shift = lineShift;
    final int size = batch.size();
    // Where the newest line begins: within a batch, equal addresses are of one space.
    long newest = AddressSpaces.apart(recent.newest() << shift, space);
    int i = from;
    for (; i < size; i++) {
      final long word = batch.word(i);
      final int bytes = RecordWord.size(word);
      final long offset = batch.address(i) - newest;
      // Both its first and its last byte are within that line, or it goes on.
      if ((offset | (offset + bytes - 1)) >>> shift != 0) {
        final long address = AddressSpaces.apart(batch.address(i), space);
        final long line = address >>> shift;
        if (line != (address + bytes - 1) >>> shift) {
          break;
        }
        newest = batch.address(i) >>> shift << shift;
        moveUp(line, Kinds.of(word), before + i);
      }
    }
    return i;
  }

  /**
   * Uses a line that isn't the newest: as {@link RecentLines#use}, but for the JIT in one piece.
   */
  private void moveUp(final long line, final int kind, final long now) {
    final long[] lines = recent.lines;
    final long[] times = recent.times;
    long held = lines[0];
    long heldTime = now - 1;
    lines[0] = line;
    int place = 1;
    do {
      final long moved = held;
      final long movedTime = heldTime;
      held = lines[place];
      heldTime = times[place];
      lines[place] = moved;
      times[place] = movedTime;
      place++;
    } while (held != line && place < RecentLines.COUNT);
    if (held == line) {
      meter.tally().distances().ones[Counts.place(kind, place - 1)]++;
      meter.tally().times().ones[Counts.place(kind, now - heldTime)]++;
    } else {
      deep.add(line, kind, now, held, heldTime);
    }
  }

  @Override
  void reference(final long line, final int kind, final long now) {
    if (line != recent.newest()) {
      recent.newestAt(now - 1);
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
