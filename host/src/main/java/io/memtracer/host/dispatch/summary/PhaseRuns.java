package io.memtracer.host.dispatch.summary;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Which phase the records of a stretch are in, one after the other: all there is to know, so that
 * it can be told again to whoever counts the whole.
 *
 * <p>Not thread-safe.
 */
final class PhaseRuns implements PhasePlaces {

  private int[] phases = new int[16];
  private long[] lengths = new long[16];
  private int count;
  private long first;

  /** Records follow each other: nothing is between those of two calls. */
  @Override
  public void add(final int phase, final long firstOrdinal, final long records) {
    if (count == 0) {
      first = firstOrdinal;
    } else if (phases[count - 1] == phase) {
      lengths[count - 1] += records;
      return;
    }
    if (count == phases.length) {
      phases = Arrays.copyOf(phases, 2 * count);
      lengths = Arrays.copyOf(lengths, 2 * count);
    }
    phases[count] = phase;
    lengths[count++] = records;
  }

  void save(final DataOutput out) throws IOException {
    out.writeLong(first);
    out.writeInt(count);
    for (int i = 0; i < count; i++) {
      out.writeInt(phases[i]);
      out.writeLong(lengths[i]);
    }
  }

  /** Tells another one what was saved. */
  static void tell(final DataInput in, final PhasePlaces places) throws IOException {
    long at = in.readLong();
    final int count = in.readInt();
    for (int i = 0; i < count; i++) {
      final int phase = in.readInt();
      final long records = in.readLong();
      places.add(phase, at, records);
      at += records;
    }
  }
}
