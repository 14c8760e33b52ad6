package io.memtracer.plugins.reusedistance;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Measures the distances of the references that it is given, and counts them.
 *
 * <p>Two meters of consecutive parts of a trace join to what one of both would be, as in Q. Niu, J.
 * Dinan, Q. Lu, P. Sadayappan, "PARDA: A fast parallel reuse distance analysis algorithm", IPDPS
 * 2012: only the first use of each line in the later part has a distance that reaches back, and
 * that it gets if these uses are played into the earlier part's stack.
 *
 * <p>Not thread-safe.
 */
final class Meter {

  private final LruStack stack = new LruStack();
  private final FirstUses firstUses = new FirstUses();
  private final Tally tally;

  Meter(final Tally tally) {
    this.tally = tally;
  }

  LruStack stack() {
    return stack;
  }

  Tally tally() {
    return tally;
  }

  /**
   * A line is used.
   *
   * @param line its number
   * @param kind of the access
   * @param now references before this one, also of lines that aren't measured
   * @return whether it was used for the first time
   */
  boolean use(final long line, final int kind, final long now) {
    return count(line, kind, now, stack.touch(line, now));
  }

  /** The same, where what was {@linkplain LruStack#fetch pushed} is known already. */
  void useDeep(
      final long line, final int kind, final long now, final long pushed, final long pushedTime) {
    count(line, kind, now, stack.fetch(line, now, pushed, pushedTime));
  }

  private boolean count(final long line, final int kind, final long now, final long distance) {
    if (distance == LruStack.COLD) {
      firstUses.add(line, kind, now);
      tally.cold(line, kind);
    } else {
      tally.reuse(line, kind, distance, stack.reuseTime());
    }
    return distance == LruStack.COLD;
  }

  void save(final DataOutput out) throws IOException {
    tally.saveReuses(out);
    firstUses.save(out);
    out.writeInt(stack.size());
    final IOException[] failure = new IOException[1];
    stack.forEach(
        (line, time) -> {
          try {
            out.writeLong(line);
            out.writeLong(time);
          } catch (IOException e) {
            failure[0] = e;
          }
        });
    if (failure[0] != null) {
      throw failure[0];
    }
  }

  /** Joins one that began when there had been so many references. */
  void mergeNext(final DataInput in, final long references) throws IOException {
    tally.mergeReuses(in);
    FirstUses.read(in, (line, kind, time) -> use(line, kind, references + time));
    for (int left = in.readInt(); left > 0; left--) {
      final long line = in.readLong();
      stack.touch(line, references + in.readLong());
    }
  }
}
