package io.memtracer.plugins.reusedistance;

import io.memtracer.api.RecordBatch;
import io.memtracer.plugins.support.KindCounts;
import io.memtracer.plugins.support.Kinds;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How many references there were: accesses, and the lines they went on to. Not thread-safe. */
final class References {

  private final KindCounts accesses = new KindCounts();
  private final long[] crossings = new long[Kinds.COUNT];

  /** Accesses and crossings, of all kinds. */
  private long all;

  /** Records, each of which is one reference at least. */
  void add(final RecordBatch batch) {
    accesses.add(batch, 0, batch.size());
    all += batch.size();
  }

  void cross(final int kind) {
    crossings[kind]++;
    all++;
  }

  long all() {
    return all;
  }

  /** All of a kind. */
  long of(final int kind) {
    return accesses.counts()[kind] + crossings[kind];
  }

  long of(final Kinds.Part part) {
    return accesses(part) + crossings(part);
  }

  long accesses(final Kinds.Part part) {
    return part.all(accesses.counts());
  }

  long crossings(final Kinds.Part part) {
    return part.all(crossings);
  }

  void save(final DataOutput out) throws IOException {
    for (int kind = 0; kind < Kinds.COUNT; kind++) {
      out.writeLong(accesses.counts()[kind]);
      out.writeLong(crossings[kind]);
    }
  }

  void mergeNext(final DataInput in) throws IOException {
    for (int kind = 0; kind < Kinds.COUNT; kind++) {
      final long moreAccesses = in.readLong();
      final long moreCrossings = in.readLong();
      accesses.counts()[kind] += moreAccesses;
      crossings[kind] += moreCrossings;
      all += moreAccesses + moreCrossings;
    }
  }
}
